import { FlowAbortError } from './errors.ts'

export const abortError = (signal: AbortSignal): FlowAbortError =>
  new FlowAbortError({ code: 'ABORTED', type: 'abort_error', message: 'The call was aborted by its signal.', cause: signal.reason })

/** Waits; an abort of the signal ends the wait at once with a FlowAbortError. */
export function sleep({ delayMs, signal }: { delayMs: number; signal: AbortSignal | undefined }): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(abortError(signal))
    const onAbort = () => {
      clearTimeout(timer)
      if (signal) reject(abortError(signal))
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort)
      resolve()
    }, delayMs)
    signal?.addEventListener('abort', onAbort, { once: true })
  })
}
