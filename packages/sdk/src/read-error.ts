import { errorFamily, type FlowError, type FlowErrorDetail } from './errors.ts'
import { parseRetryAfter } from './retry-policy.ts'

/** A whole answer, read. */
export type Answer = { status: number; headers: Headers; text: string }

/** The error an answer stands for, whatever its body is: the API's JSON, a proxy's HTML, nothing, or half of it. */
export function readError({ answer, apiKey }: { answer: Answer; apiKey: string }): FlowError {
  const { status, headers } = answer
  const text = withoutKey({ text: answer.text, apiKey })
  const error = readErrorBody(text)
  const family = errorFamily(status)
  return family.create({
    status,
    code: asString(error['code']) ?? `HTTP_${status}`,
    type: asString(error['type']) ?? family.type,
    message: asString(error['message']) ?? `The server answered ${status} without an error Flow knows: ${excerpt(text)}`,
    details: asDetails(error['details']),
    requestId: asString(error['requestId']) ?? headers.get('x-request-id') ?? undefined,
    retryAfter: parseRetryAfter(headers) ?? asSeconds(error['retryAfter']),
    headers,
  })
}

/** Debugging proxies echo the request's headers. */
export const withoutKey = ({ text, apiKey }: { text: string; apiKey: string }): string => text.replaceAll(apiKey, '[API key]')

function readErrorBody(text: string): Record<string, unknown> {
  const body = parseJson(text)
  return isRecord(body) && isRecord(body['error']) ? body['error'] : {}
}

/** `undefined` where the text is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

export function excerpt(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line === '' ? '(empty body)' : line.length > 200 ? `${line.slice(0, 200)}…` : line
}

const asString = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

const asSeconds = (value: unknown): number | undefined => (typeof value === 'number' && value >= 0 ? value : undefined)

const asDetails = (value: unknown): FlowErrorDetail[] =>
  Array.isArray(value)
    ? value.filter(isRecord).map((detail) => ({ ...detail, field: String(detail['field'] ?? ''), message: String(detail['message'] ?? '') }))
    : []
