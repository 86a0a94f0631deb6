import { NetworkError } from '../port/network-error.ts'

export type Answer = { status: number; headers: Headers; json: unknown; text: string }

// The connection was never made, so nothing of the request arrived.
const neverSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'])

/**
 * Sends one request to a network and reads its answer, whatever its status. A plain object goes as JSON; forms, texts and bytes go as they are.
 * @throws NetworkError `outcome_unknown` where a write may have had its effect, else `unavailable`; addresses, which may hold tokens, stay out of it
 */
export async function callNetwork({
  fetch,
  signal,
  displayName,
  url,
  method,
  headers = {},
  json,
  body,
  isWrite,
}: {
  fetch: typeof globalThis.fetch
  signal: AbortSignal
  displayName: string
  url: string
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  headers?: Readonly<Record<string, string>>
  json?: object
  body?: FormData | URLSearchParams | string | Uint8Array<ArrayBuffer>
  /** Whether the request may make something public. An upload does not. */
  isWrite: boolean
}): Promise<Answer> {
  const content = json === undefined ? body : JSON.stringify(json)
  try {
    const response = await fetch(url, {
      method,
      signal,
      // A network that moves is a case for an update of Flow; credentials never follow it elsewhere.
      redirect: 'manual',
      headers: { accept: 'application/json', ...(json === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(content === undefined ? {} : { body: content }),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, json: parse(text), text }
  } catch (error) {
    if (isRefusedAddress(error)) {
      throw new NetworkError({
        kind: 'permission_missing',
        message: `The address of this ${displayName} leads to a private network, which Flow does not ask. Connect one with a public address, or have the operator allow private ones.`,
      })
    }
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

/** By the name that the guarded client gives its errors; networks know nothing else of it. */
function isRefusedAddress(error: unknown): boolean {
  for (let each = error; each instanceof Error; each = each.cause)
    if ('kind' in each && (each.kind === 'refused_address' || each.kind === 'bad_url')) return true
  return false
}
