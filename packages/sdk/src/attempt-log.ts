import type { Call } from './call.ts'
import type { FlowLogger } from './client-options.ts'

type Outcome = { status?: number | undefined; requestId?: string | undefined; code?: string | undefined }

/** Tells what is needed to find a request again, and nothing that may be secret: no header, query or body. */
export function startAttemptLog({ logger, call, retry }: { logger: FlowLogger | undefined; call: Call; retry: number }): (outcome: Outcome) => void {
  const startedAt = Date.now()
  return ({ status, requestId, code }) =>
    logger?.debug('flow: attempt', { method: call.method, path: call.path, attempt: retry + 1, durationMs: Date.now() - startedAt, status, requestId, code })
}
