import type { Answer } from '../server/answer.ts'
import type { NetworkErrors } from '../server/network.ts'
import { Refusal } from '../server/refusal.ts'

const answer = (status: number, error: string): Answer => ({ status, json: { error } })

/** https://docs.joinmastodon.org/methods/statuses, read 2026-11-23 */
export const mastodonErrors: NetworkErrors = {
  status: (status) => answer(status, { 400: 'Bad request', 403: 'Your login is currently disabled', 503: 'Service unavailable' }[status] ?? `Status ${status}`),
  notFound: () => answer(404, 'Record not found'),
  unauthorized: (fault) =>
    answer(401, { missing: 'The access token is invalid', expired: 'The access token expired', revoked: 'The access token was revoked' }[fault]),
  forbidden: () => answer(403, 'This action is outside the authorized scopes'),
  rateLimit: ({ resetMs, nowMs }) => ({
    ...answer(429, 'Too many requests'),
    headers: { 'x-ratelimit-limit': '300', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': new Date(nowMs + resetMs).toISOString() },
  }),
}

export const refuseMastodon = (error: string, status = 422): Refusal => new Refusal(answer(status, error))
export const refuseValidation = (error: string): Refusal => refuseMastodon(`Validation failed: ${error}`)
