import type { OperationId, OperationInfo, operationTable, PathParameters, Query, RequestBody, ResponseBody } from '@flow/contract'
import type { Context, ReceivedFile } from '@flow/core'
import type { Services } from '../http/services.ts'

export type Upload = { file: ReceivedFile; altText: string | null }

export type HandlerInput<Id extends OperationId> = {
  ctx: Context
  services: Services
  path: PathParameters<Id>
  query: Query<Id>
  body: RequestBody<Id>
  /** Present for operations that take a file. */
  upload: Upload | undefined
}

/** Translates between the wire and one verb. */
export type Handler<Id extends OperationId> = (input: HandlerInput<Id>) => Promise<ResponseBody<Id>>

/** The handlers of all operations of one tag. */
export type OperationsOf<Tag extends OperationInfo['tag']> = { [Id in OperationId as (typeof operationTable)[Id]['tag'] extends Tag ? Id : never]: Handler<Id> }

/** One handler an operation of the spec: a missing or an extra one does not compile. */
export type HandlerTable = { [Id in OperationId]: Handler<Id> }
