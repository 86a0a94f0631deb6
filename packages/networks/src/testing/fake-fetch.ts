export type Call = { url: string; method: string; body: unknown }
/** `text`: an answer that is no JSON, as it stands. */
export type FakeAnswer = { status?: number; json?: unknown; text?: string; headers?: Record<string, string> }

/** A fetch that answers by itself and keeps what it was asked. A thrown error stands for a broken connection. */
export function createFakeFetch(answer: (call: Call) => FakeAnswer): {
  fetch: typeof globalThis.fetch
  calls: Call[]
  /** Of each call, in order. */
  headers: Headers[]
} {
  const calls: Call[] = []
  const headers: Headers[] = []
  const fetch = async (url: unknown, init?: { method?: string; body?: unknown; headers?: Record<string, string> | Headers }) => {
    const call = { url: String(url), method: init?.method ?? 'GET', body: readBody(init?.body) }
    calls.push(call)
    headers.push(new Headers(init?.headers))
    const { status = 200, json, text, headers: own = {} } = answer(call)
    return new Response(status === 204 ? null : (text ?? JSON.stringify(json ?? {})), {
      status,
      headers: { 'content-type': text === undefined ? 'application/json' : 'text/html', ...own },
    })
  }
  // Adapters call it with an address and an init, which this takes.
  return { fetch: fetch as typeof globalThis.fetch, calls, headers }
}

/** JSON as what it says, forms as their fields, all else as it is. */
function readBody(body: unknown): unknown {
  if (body instanceof FormData || body instanceof URLSearchParams) return Object.fromEntries(body)
  if (typeof body !== 'string') return body
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}

/** What undici throws where a connection breaks. */
export const broken = (code: string): Error => new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) })
