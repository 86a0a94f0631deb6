import type { OperationId, Query, RequestBody, Validators } from '@flow/contract'
import { invalid } from '@flow/core'
import { z } from 'zod'
import { toDetails } from '../http/validation-details.ts'

/** Inputs of the dashboard's door, judged by the validators of the REST door. */
export type ContractInput = {
  body: <Id extends OperationId>(id: Id) => (input: unknown) => RequestBody<Id>
  /** A body with the caller's idempotency key beside its fields. */
  keyedBody: <Id extends OperationId>(id: Id) => (input: unknown) => RequestBody<Id> & { idempotencyKey?: string }
  query: <Id extends OperationId>(id: Id) => (input: unknown) => Query<Id>
  changes: <Id extends OperationId>(id: Id) => (input: unknown) => { id: string; changes: RequestBody<Id> }
}

export function createContractInput(validators: Validators): ContractInput {
  const judgeBody = <Id extends OperationId>(id: Id, input: unknown): RequestBody<Id> => {
    const body = structuredClone(input)
    const validate = validators.body(id)
    if (!validate(body)) throw invalid(...toDetails(validate.errors ?? []))
    // The operation's own validator has just accepted it.
    return body as RequestBody<Id>
  }
  return {
    body: (id) => (input) => judgeBody(id, input),
    keyedBody: (id) => (input) => {
      const { idempotencyKey, ...body } = z.looseObject({ idempotencyKey: z.string().min(1).max(100).optional() }).parse(input)
      // An operation's body is an object, to which the one field is added; Object() hands it on as it is.
      return { ...Object(judgeBody(id, body)), ...(idempotencyKey === undefined ? {} : { idempotencyKey }) } as RequestBody<typeof id> & {
        idempotencyKey?: string
      }
    },
    query: (id) => (input) => {
      const query = structuredClone(input)
      const validate = validators.query(id)
      if (!validate(query)) throw invalid(...toDetails(validate.errors ?? []))
      // As above.
      return query as Query<typeof id>
    },
    changes: (id) => (input) => {
      const { id: subjectId, changes } = z.object({ id: z.string(), changes: z.unknown() }).parse(input)
      return { id: subjectId, changes: judgeBody(id, changes) }
    },
  }
}
