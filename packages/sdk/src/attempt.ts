import type { FetchLike } from './client-options.ts'
import { FlowConnectionError, FlowServerError, FlowTimeoutError } from './errors.ts'
import type { Answer } from './read-error.ts'
import { abortError } from './sleep.ts'

/** setTimeout takes no more; whoever asks for more wants no limit. */
const longestTimerMs = 2 ** 31 - 1

type Attempt = { fetch: FetchLike; url: string; init: RequestInit; timeoutMs: number; signal: AbortSignal | undefined }

/**
 * One request and its whole answer, within a time of its own.
 * @throws FlowAbortError, FlowTimeoutError or FlowConnectionError.
 */
export async function attempt({ fetch, url, init, timeoutMs, signal }: Attempt): Promise<Answer> {
  if (signal?.aborted) throw abortError(signal)
  const controller = new AbortController()
  let hasTimedOut = false
  const onTimeout = () => {
    hasTimedOut = true
    controller.abort()
  }
  const timer = timeoutMs > longestTimerMs ? undefined : setTimeout(onTimeout, timeoutMs)
  const onAbort = () => controller.abort()
  signal?.addEventListener('abort', onAbort, { once: true })

  try {
    const response = await fetch(url, { ...init, signal: controller.signal })
    refuseRedirect(response)
    return { status: response.status, headers: response.headers, text: await readText({ response, isCut: () => controller.signal.aborted }) }
  } catch (cause) {
    if (signal?.aborted) throw abortError(signal)
    if (hasTimedOut) throw new FlowTimeoutError({ code: 'TIMEOUT', type: 'timeout_error', message: `No answer within ${timeoutMs} ms.` })
    if (cause instanceof FlowServerError) throw cause
    throw new FlowConnectionError({ code: 'CONNECTION_ERROR', type: 'connection_error', message: `The connection failed: ${reasonOf(cause)}`, cause })
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', onAbort)
  }
}

/** An error whose body breaks off is still that error, so only a success needs all of its body. */
async function readText({ response, isCut }: { response: Response; isCut: () => boolean }): Promise<string> {
  try {
    return await response.text()
  } catch (cause) {
    if (response.ok || isCut()) throw cause
    return ''
  }
}

/** Redirects are not followed: they would drop the key or turn a POST into a GET. */
function refuseRedirect(response: Response): void {
  if (response.type !== 'opaqueredirect' && (response.status < 300 || response.status > 399)) return
  const target = response.headers.get('location')
  throw new FlowServerError({
    ...(response.status > 0 && { status: response.status }),
    code: 'UNEXPECTED_REDIRECT',
    type: 'server_error',
    message: `The server redirects${target ? ` to ${target}` : ''}. Set \`baseURL\` to the address of the API itself.`,
    headers: response.headers,
  })
}

/** `fetch failed` says nothing; the system's code behind it does. */
function reasonOf(cause: unknown): string {
  const inner = cause instanceof Error ? cause.cause : undefined
  if (inner instanceof Error) return 'code' in inner && typeof inner.code === 'string' ? inner.code : inner.message
  return cause instanceof Error ? cause.message : 'unknown reason'
}
