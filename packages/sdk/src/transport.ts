import { attempt } from './attempt.ts'
import type { Call, Envelope } from './call.ts'
import { checkRetries, checkTimeout, type ClientConfig } from './client-options.ts'
import { FlowError, FlowServerError } from './errors.ts'
import type { FlowResponse } from './flow-promise.ts'
import { policy } from './generated/policy.gen.ts'
import { toQuery } from './query.ts'
import { excerpt, isRecord, parseJson, readError, withoutKey, type Answer } from './read-error.ts'
import { isRetryable, retryDelayMs } from './retry-policy.ts'
import { sleep } from './sleep.ts'
import { toForm } from './upload.ts'
import { userAgent } from './version.ts'

/** Sends a call, again where that helps and is safe, and reads what came back. */
export async function sendCall<Data>({ config, call }: { config: ClientConfig; call: Call }): Promise<Envelope<Data>> {
  const { url, init } = prepare({ config, call })
  const timeoutMs = timeoutOf({ config, call })
  const maxRetries = checkRetries(call.options?.maxRetries ?? config.maxRetries)
  const signal = call.options?.signal

  for (let retry = 0; ; retry += 1) {
    try {
      const answer = await attempt({ fetch: config.fetch, url, init, timeoutMs, signal })
      if (answer.status >= 400) throw readError({ answer, apiKey: config.apiKey })
      return readEnvelope<Data>({ answer, call, apiKey: config.apiKey, attempts: retry + 1 })
    } catch (error) {
      if (!(error instanceof FlowError) || !isRetryable(error) || retry >= maxRetries) throw error
      const delayMs = retryDelayMs({ retry, initialDelayMs: config.retryDelayMs, retryAfter: error.retryAfter })
      if (delayMs === undefined) throw error
      await sleep({ delayMs, signal })
    }
  }
}

function prepare({ config, call }: { config: ClientConfig; call: Call }): { url: string; init: RequestInit } {
  const query = call.query ? toQuery(call.query) : ''
  const headers = prepareHeaders({ config, call })
  return {
    url: `${config.baseURL}${call.path}${query === '' ? '' : `?${query}`}`,
    init: { method: call.method, headers, redirect: 'manual', ...(call.body && { body: prepareBody({ body: call.body, fileField: call.fileField }) }) },
  }
}

function prepareHeaders({ config, call }: { config: ClientConfig; call: Call }): Headers {
  const headers = new Headers({ accept: 'application/json', authorization: `Bearer ${config.apiKey}` })
  if (userAgent) headers.set('user-agent', userAgent)
  // A form's type carries its boundary, which only fetch knows.
  if (call.body && !call.fileField) headers.set('content-type', 'application/json')
  for (const [name, value] of Object.entries(call.options?.headers ?? {})) setHeader({ headers, name, value })
  if (call.isIdempotent)
    setHeader({ headers, name: 'idempotency-key', value: call.options?.idempotencyKey ?? headers.get('idempotency-key') ?? crypto.randomUUID() })
  return headers
}

/** The runtime's own error quotes the value, which may be a secret. */
function setHeader({ headers, name, value }: { headers: Headers; name: string; value: string }): void {
  try {
    headers.set(name, value)
  } catch {
    throw new TypeError(`The header ${JSON.stringify(name)} has a name or value HTTP does not allow.`)
  }
}

const prepareBody = ({ body, fileField }: { body: object; fileField: string | undefined }): FormData | string =>
  fileField ? toForm({ fields: { ...body }, fileField }) : JSON.stringify(body)

function timeoutOf({ config, call }: { config: ClientConfig; call: Call }): number {
  if (call.options?.timeout !== undefined) return checkTimeout(call.options.timeout)
  return call.fileField ? Math.max(config.timeoutMs, policy.uploadTimeoutMs) : config.timeoutMs
}

type Received = { answer: Answer; call: Call; apiKey: string; attempts: number }

function readEnvelope<Data>({ answer, call, apiKey, attempts }: Received): Envelope<Data> {
  const { status, headers, text } = answer
  const response: FlowResponse = { status, headers, text, requestId: headers.get('x-request-id') ?? undefined, attempts }
  // DELETE and its like answer 204; their methods give nothing back.
  if (status === 204) return { data: undefined as Data, response }
  const body = parseJson(answer.text)
  if (isRecord(body) && 'data' in body) {
    // The spec promises this shape for the operation; unknown fields come along.
    return { ...body, response } as Envelope<Data>
  }
  throw new FlowServerError({
    status: answer.status,
    code: 'INVALID_RESPONSE',
    type: 'server_error',
    message: `The answer to ${call.method} ${call.path} is not the API's; is \`baseURL\` right? It begins: ${excerpt(withoutKey({ text: answer.text, apiKey }))}`,
    requestId: answer.headers.get('x-request-id') ?? undefined,
    headers: answer.headers,
  })
}
