import { NetworkError } from '../port/network-error.ts'

export type Answer = { status: number; headers: Headers; json: unknown }

// The connection was never made, so nothing of the request arrived.
const neverSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'])

/**
 * Sends one JSON request to a network and reads its answer, whatever its status.
 * @throws NetworkError `outcome_unknown` where a write may have had its effect, else `unavailable`; addresses, which may hold tokens, stay out of it
 */
export async function callNetwork({
  fetch,
  signal,
  displayName,
  url,
  method,
  body,
  isWrite,
}: {
  fetch: typeof globalThis.fetch
  signal: AbortSignal
  displayName: string
  url: string
  method: 'GET' | 'POST'
  body?: object
  /** Whether the request may make something public. */
  isWrite: boolean
}): Promise<Answer> {
  try {
    const response = await fetch(url, {
      method,
      signal,
      // A network that moves is a case for an update of Flow; credentials never follow it elsewhere.
      redirect: 'manual',
      headers: { accept: 'application/json', ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    return { status: response.status, headers: response.headers, json: parse(await response.text()) }
  } catch (error) {
    if (isWrite && !neverSent.has(codeOf(error))) {
      throw new NetworkError({ kind: 'outcome_unknown', message: `${displayName} did not answer in time, so it is open whether it took the post.` })
    }
    throw new NetworkError({ kind: 'unavailable', message: `${displayName} can't be reached just now.` })
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function codeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : ''
}
