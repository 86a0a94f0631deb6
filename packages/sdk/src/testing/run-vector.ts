import { Flow, FlowError, type FlowPromise, type Page, type PagePromise } from '../index.ts'
import { key } from './samples.ts'
import type { Vector } from './vector-server.ts'

type Method = (...parameters: unknown[]) => FlowPromise<unknown>

/** Makes a vector's call and tells what came of it in the words all languages share. */
export async function runVector({ vector, baseURL }: { vector: Vector; baseURL: string }): Promise<object> {
  const { client, call } = vector
  const flow = new Flow(key, { baseURL: client.baseURL ?? baseURL, retryDelay: 1, timeout: client.timeoutMs, maxRetries: client.maxRetries })
  try {
    let outcome: object = {}
    for (let time = 0; time < (call.times ?? 1); time += 1) outcome = await makeCall({ flow, call })
    return outcome
  } catch (error) {
    return error instanceof FlowError ? { error: describe(error) } : { isRefused: true }
  }
}

async function makeCall({ flow, call }: { flow: Flow; call: Vector['call'] }): Promise<object> {
  if (call.unwrap) {
    const { payload, headers, secrets, nowSeconds } = call.unwrap
    return { value: await flow.webhooks.unwrap(payload, headers, secrets, { now: new Date(nowSeconds * 1000) }) }
  }
  const result = send({ flow, call })
  if (call.read === 'walk') {
    const items: unknown[] = []
    for await (const item of result as PagePromise<unknown>) items.push(item)
    return { items }
  }
  if (call.read === 'page') {
    const page = (await result) as Page<unknown>
    return { page: { items: [...page], pagination: page.pagination } }
  }
  if (call.read !== 'response') return { value: (await result) ?? null }
  const { data, response } = await result.withResponse()
  return { value: data ?? null, response: { ...response, headers: Object.fromEntries(response.headers) } }
}

function send({ flow, call }: { flow: Flow; call: Vector['call'] }): FlowPromise<unknown> {
  // Groups and methods are named by the spec, and so are the SDK's.
  const group = (flow as unknown as Record<string, Record<string, Method>>)[call.group]
  const method = group?.[call.method]
  if (!group || !method) throw new Error(`the SDK has no ${call.group}.${call.method}`)
  const { timeoutMs, ...options } = call.options ?? {}
  const file = call.file ? { [call.file.field]: new Blob([call.file.text]), filename: call.file.filename } : {}
  const parameters = [
    ...(call.ids ?? []),
    ...(call.body ? [withDates({ ...call.body, ...file })] : []),
    ...(call.query || call.read === 'page' || call.read === 'walk' ? [withDates(call.query ?? {})] : []),
    { ...options, ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }) },
  ]
  return method.apply(group, parameters)
}

/** `{"$time": "..."}` stands for the language's own time. */
function withDates(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withDates)
  if (typeof value !== 'object' || value === null || value instanceof Blob) return value
  if ('$time' in value) return new Date(String(value.$time))
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withDates(inner)]))
}

const describe = ({ name, status, code, type, message, details, requestId, retryAfter }: FlowError): object => ({
  family: name.replace(/^Flow(\w+)Error$/, '$1'),
  status,
  code,
  type,
  message,
  details,
  requestId,
  retryAfter,
})
