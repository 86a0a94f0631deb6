import { createValidators, operationTable, type Schemas } from '@flow/contract'
import { outsideSpecHeader } from '../spec/spec-proxy.ts'

export type Answer = {
  status: number
  headers: Headers
  text: string
  json: { data?: unknown; pagination?: Schemas['Pagination']; error?: Schemas['Error']['error'] }
}
export type Caller = (
  method: string,
  path: string,
  options?: { body?: unknown; raw?: string | Uint8Array<ArrayBuffer> | FormData; headers?: Record<string, string>; apiKey?: string | null },
) => Promise<Answer>

const validators = createValidators()
const operations = Object.values(operationTable).map((operation) => ({
  ...operation,
  pattern: new RegExp(`^${operation.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
}))
const plainPaths = new Set<string>(operations.filter(({ pathParameters }) => pathParameters.length === 0).map(({ path }) => path))

/** Calls the API and holds every answer of a documented operation against the spec. */
export function createCaller({ baseUrl, apiKey }: { baseUrl: string; apiKey: string }): Caller {
  return async (method, path, { body, raw, headers = {}, apiKey: otherKey } = {}) => {
    const key = otherKey === undefined ? apiKey : otherKey
    const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body))
    const response = await fetch(`${baseUrl}${path}`, {
      method,
      headers: {
        ...(key === null ? {} : { authorization: `Bearer ${key}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(sent === undefined ? {} : { body: sent }),
    })
    const text = await response.text()
    if (response.headers.has(outsideSpecHeader)) throw new Error(text)
    const json = response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : {}
    if (!response.headers.get('x-request-id')) throw new Error(`${method} ${path}: no X-Request-Id`)
    holdAgainstSpec({ method, path: path.split('?')[0] ?? '', status: response.status, json })
    return { status: response.status, headers: response.headers, text, json }
  }
}

function holdAgainstSpec({ method, path, status, json }: { method: string; path: string; status: number; json: unknown }): void {
  // A path of its own is never an id.
  const operation = operations.find((each) => each.method === method && (plainPaths.has(path) ? each.path === path : each.pattern.test(path)))
  if (!operation) return
  const validate = validators.response(operation.id, status)
  if (!validate) throw new Error(`${operation.id} answered ${status}, which the spec does not know: ${JSON.stringify(json)}`)
  if (validate !== 'no-content' && !validate(json)) throw new Error(`${operation.id} ${status}: ${JSON.stringify(validate.errors)}`)
}
