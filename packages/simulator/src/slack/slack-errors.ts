import type { Answer } from '../server/answer.ts'
import type { NetworkErrors } from '../server/network.ts'
import { Refusal } from '../server/refusal.ts'

/** Slack refuses with status 200. */
const answer = (error: string, status = 200): Answer => ({ status, json: { ok: false, error } })

/** https://api.slack.com/methods/chat.postMessage#errors, read 2026-11-23 */
export const slackErrors: NetworkErrors = {
  status: (status) => answer(status >= 500 ? 'internal_error' : 'invalid_json', status),
  notFound: () => answer('unknown_method'),
  unauthorized: (fault) => answer({ missing: 'not_authed', expired: 'token_expired', revoked: 'token_revoked' }[fault]),
  forbidden: () => ({ status: 200, json: { ok: false, error: 'missing_scope', needed: 'chat:write', provided: 'channels:read' } }),
  rateLimit: ({ resetMs }) => ({ ...answer('ratelimited', 429), headers: { 'retry-after': String(Math.max(1, Math.ceil(resetMs / 1_000))) } }),
}

export const refuseSlack = (error: string): Refusal => new Refusal(answer(error))
