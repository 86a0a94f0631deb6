import type { Credentials } from '@flow/networks/port'

/** What was asked and answered last in an attempt. Addresses and bodies that may hold secrets stay out of it. */
export type Exchange = {
  method: string
  host: string
  /** Of the request's body, where its length is known. */
  requestBytes: number | null
  /** `null` where no answer came. */
  status: number | null
  tookMs: number
  calls: number
  /** The start of an answer that was no success. */
  body?: string
}

const mostBody = 2_000

/** A fetch that remembers its last call for the attempt's record. */
export function recordFetch({ fetch, credentials }: { fetch: typeof globalThis.fetch; credentials: Credentials }): {
  fetch: typeof globalThis.fetch
  exchange: () => Exchange | null
} {
  let last: Exchange | null = null
  let calls = 0
  const recorded: typeof globalThis.fetch = async (input, init) => {
    const started = performance.now()
    const url = new URL(input instanceof Request ? input.url : input)
    const body = init?.body
    const requestBytes = typeof body === 'string' ? Buffer.byteLength(body) : body instanceof Uint8Array ? body.byteLength : null
    calls += 1
    const exchange: Exchange = { method: init?.method ?? 'GET', host: url.host, requestBytes, status: null, tookMs: 0, calls }
    last = exchange
    try {
      const response = await fetch(input, init)
      exchange.status = response.status
      if (response.status >= 400) exchange.body = await readStart({ response, credentials })
      return response
    } finally {
      exchange.tookMs = Math.round(performance.now() - started)
    }
  }
  return { fetch: recorded, exchange: () => last }
}

async function readStart({ response, credentials }: { response: Response; credentials: Credentials }): Promise<string> {
  const text = await response
    .clone()
    .text()
    .catch(() => '')
  // PostgreSQL keeps no NUL in text.
  return withoutSecrets({ text, credentials }).replaceAll('\0', '').slice(0, mostBody)
}

/** Some networks repeat in an error what they were sent. */
function withoutSecrets({ text, credentials }: { text: string; credentials: Credentials }): string {
  return Object.values(credentials)
    .filter((value) => value.length >= 8)
    .reduce((cleaned, value) => cleaned.replaceAll(value, '[removed]'), text)
}
