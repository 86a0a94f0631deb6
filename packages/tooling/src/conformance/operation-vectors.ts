import type { Operation } from './read-operations.ts'
import type { ExpectedRequest, Vector } from './vector.ts'

/** One vector an operation: its example from the spec, and the request and the result the spec promises for it. */
export const operationVectors = (operations: Operation[]): Vector[] => operations.map(toVector)

function toVector(operation: Operation): Vector {
  const ids = operation.pathParameters.map(({ name, example }) => {
    if (typeof example !== 'string') throw new Error(`openapi: the parameter ${name} of ${operation.operationId} has no example`)
    return example
  })
  const { fileField, body = {} } = operation
  const file = fileField ? { field: fileField, text: 'bytes', filename: 'image.png' } : undefined
  const fields = Object.fromEntries(Object.entries(body).filter(([name]) => name !== fileField))
  const envelope = operation.answer as { data?: unknown; pagination?: unknown } | undefined
  const isPage = envelope?.pagination !== undefined
  return {
    name: `operation ${operation.operationId}`,
    tags: ['operation', operation.operationId],
    client: {},
    call: {
      operation: operation.operationId,
      group: operation.group,
      method: operation.method,
      ids,
      ...(Object.keys(operation.query).length > 0 && { query: operation.query }),
      ...(operation.body && { body: fields }),
      ...(file && { file }),
      ...(isPage && { read: 'page' as const }),
    },
    answers: [operation.status === 204 ? { status: 204 } : { status: operation.status, body: operation.answer }],
    attempts: 1,
    ...(operation.isKeyed && { idempotencyKeys: 'same' as const }),
    request: toRequest({ operation, ids, fields, file }),
    outcome: isPage ? { page: { items: envelope.data as unknown[], pagination: envelope.pagination } } : { value: envelope?.data ?? null },
  }
}

type Parts = { operation: Operation; ids: string[]; fields: Record<string, unknown>; file: { field: string; text: string; filename: string } | undefined }

function toRequest({ operation, ids, fields, file }: Parts): ExpectedRequest {
  const path = operation.pathParameters.reduce((text, { name }, index) => text.replace(`{${name}}`, encodeURIComponent(ids[index] ?? '')), operation.path)
  return {
    method: operation.http,
    path,
    query: Object.fromEntries(Object.entries(operation.query).flatMap(([name, value]) => toPairs({ name, value }))),
    headers: { accept: 'application/json', ...(operation.isKeyed ? {} : { 'idempotency-key': null }) },
    ...(file
      ? { form: { ...(fields as Record<string, string>), [file.field]: { filename: file.filename, text: file.text } } }
      : { body: operation.body ?? null }),
  }
}

function toPairs({ name, value }: { name: string; value: unknown }): [string, string][] {
  if (typeof value !== 'object' || value === null) return [[name, String(value)]]
  return Object.entries(value).flatMap(([key, inner]) => toPairs({ name: `${name}[${key}]`, value: inner }))
}
