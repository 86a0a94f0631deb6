import type { components, operations } from './generated/openapi.gen.ts'

import { errorCodes } from './generated/error-codes.gen.ts'
import { operationTable } from './generated/operations.gen.ts'

export { errorCodes, operationTable }
export type { components, operations }

export type Schemas = components['schemas']
export type OperationId = keyof operations & keyof typeof operationTable
export type OperationInfo = (typeof operationTable)[OperationId]
export type ErrorCode = keyof typeof errorCodes
export type ErrorType = (typeof errorCodes)[ErrorCode]['type']

type JsonBody<Content> = Content extends { content: { 'application/json': infer Body } } ? Body : undefined

/** The JSON body that a caller sends to an operation; `undefined` where it takes none, or none was given. */
export type RequestBody<Id extends OperationId> = operations[Id] extends { requestBody: infer Content }
  ? JsonBody<Content>
  : operations[Id] extends { requestBody?: infer Content }
    ? JsonBody<NonNullable<Content>> | undefined
    : undefined

/** The query of an operation, as the spec names it. */
export type Query<Id extends OperationId> = NonNullable<operations[Id]['parameters']['query']>

/** The path parameters of an operation. */
export type PathParameters<Id extends OperationId> = operations[Id]['parameters'] extends { path: infer Path } ? Path : undefined

type SuccessContent<Responses> = {
  [Status in keyof Responses]: Status extends 200 | 201 ? (Responses[Status] extends { content: { 'application/json': infer Body } } ? Body : never) : never
}[keyof Responses]

/** The JSON body of an operation's success; `undefined` for 204. */
export type ResponseBody<Id extends OperationId> = [SuccessContent<operations[Id]['responses']>] extends [never]
  ? undefined
  : SuccessContent<operations[Id]['responses']>
