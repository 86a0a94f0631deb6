export type Call = { url: string; method: string; body: unknown }

/** A fetch that answers by itself and keeps what it was asked. A thrown error stands for a broken connection. */
export function createFakeFetch(answer: (call: Call) => { status?: number; json?: unknown; headers?: Record<string, string> }): {
  fetch: typeof globalThis.fetch
  calls: Call[]
} {
  const calls: Call[] = []
  const fetch = async (url: unknown, init?: { method?: string; body?: unknown }) => {
    const call = { url: String(url), method: init?.method ?? 'GET', body: typeof init?.body === 'string' ? JSON.parse(init.body) : undefined }
    calls.push(call)
    const { status = 200, json, headers = {} } = answer(call)
    return new Response(JSON.stringify(json ?? {}), { status, headers: { 'content-type': 'application/json', ...headers } })
  }
  // Adapters call it with an address and an init, which this takes.
  return { fetch: fetch as typeof globalThis.fetch, calls }
}

/** What undici throws where a connection breaks. */
export const broken = (code: string): Error => new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) })
