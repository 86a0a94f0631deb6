import type { Answer } from '../server/answer.ts'
import type { NetworkErrors } from '../server/network.ts'
import { Refusal } from '../server/refusal.ts'

const answer = (status: number, error: string, message: string): Answer => ({ status, json: { error, message } })

/** As a PDS 0.5.35 answered on 2026-11-23. An expired token is a 400. */
export const blueskyErrors: NetworkErrors = {
  status: (status) =>
    answer(
      status,
      { 400: 'InvalidRequest', 413: 'PayloadTooLarge', 502: 'UpstreamFailure', 503: 'NotEnoughResources' }[status] ?? 'InternalServerError',
      `Status ${status}`,
    ),
  notFound: () => answer(501, 'MethodNotImplemented', 'Method Not Implemented'),
  unauthorized: (fault) =>
    ({
      missing: answer(401, 'AuthMissing', 'Authentication Required'),
      expired: answer(400, 'ExpiredToken', 'Token has expired'),
      revoked: answer(400, 'InvalidToken', 'Token could not be verified'),
    })[fault],
  forbidden: () => answer(401, 'AccountTakedown', 'Account has been taken down'),
  rateLimit: ({ resetMs, nowMs }) => ({
    ...answer(429, 'RateLimitExceeded', 'Rate Limit Exceeded'),
    headers: {
      'ratelimit-limit': '5000',
      'ratelimit-remaining': '0',
      'ratelimit-reset': String(Math.ceil((nowMs + resetMs) / 1_000)),
      'ratelimit-policy': '5000;w=3600',
      'retry-after': String(Math.ceil(resetMs / 1_000)),
    },
  }),
}

export const refuseBluesky = ({ error = 'InvalidRequest', message, status = 400 }: { error?: string; message: string; status?: number }): Refusal =>
  new Refusal(answer(status, error, message))
