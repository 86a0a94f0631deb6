export * from './types.ts'
export { createValidators, type ErrorObject, type Validators } from './validators.ts'
