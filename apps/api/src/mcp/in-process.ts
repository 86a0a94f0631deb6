import type { FastifyInstance, FastifyRequest } from 'fastify'
import qs from 'qs'
import type { McpTool } from './mcp-tool.ts'

export type Answer = { status: number; json: unknown }
export type Call = {
  method: McpTool['method']
  path: string
  query?: Record<string, unknown>
  body?: unknown
  file?: { field: string; filename: string; bytes: Buffer<ArrayBuffer>; fields: Record<string, string> }
  idempotencyKey?: string
}
export type SendCall = (call: Call) => Promise<Answer>

/** Calls the REST door inside the process as the same caller from the same address: the same checks, limits and answers, and no socket. */
export function inProcess({ app, request }: { app: FastifyInstance; request: FastifyRequest }): SendCall {
  return async ({ method, path, query, body, file, idempotencyKey }) => {
    const form = file ? await toForm(file) : undefined
    const text = qs.stringify(query ?? {})
    const response = await app.inject({
      method,
      url: text === '' ? path : `${path}?${text}`,
      remoteAddress: request.ip,
      headers: {
        authorization: request.headers.authorization ?? '',
        ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
        ...(form ? { 'content-type': form.type } : body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(form ? { payload: form.bytes } : body === undefined ? {} : { payload: JSON.stringify(body) }),
    })
    return { status: response.statusCode, json: response.body === '' ? undefined : response.json() }
  }
}

async function toForm({ field, filename, bytes, fields }: NonNullable<Call['file']>): Promise<{ type: string; bytes: Buffer }> {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append(field, new Blob([bytes]), filename)
  const encoded = new Response(form)
  return { type: encoded.headers.get('content-type') ?? '', bytes: Buffer.from(await encoded.arrayBuffer()) }
}
