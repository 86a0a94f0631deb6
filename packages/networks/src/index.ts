export { capabilities } from './capabilities.ts'
export * from './port/index.ts'
export { networks } from './registry.ts'
