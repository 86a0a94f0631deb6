import type { Answer } from '../server/answer.ts'
import type { NetworkErrors } from '../server/network.ts'
import { Refusal } from '../server/refusal.ts'

type Given = { status: number; code: string; message: string; serviceErrorCode?: number }

const answer = (given: Given): Answer => ({ status: given.status, json: given })

/** https://learn.microsoft.com/en-us/linkedin/shared/api-guide/concepts/error-handling, read 2026-11-23 */
export const linkedinErrors: NetworkErrors = {
  status: (status) =>
    answer({ status, code: status >= 500 ? 'INTERNAL_SERVER_ERROR' : 'BAD_REQUEST', message: status >= 500 ? 'Internal Server Error' : 'Bad Request' }),
  notFound: () => answer({ status: 404, code: 'RESOURCE_NOT_FOUND', message: 'No virtual resource found' }),
  unauthorized: (fault) =>
    answer(
      {
        missing: { status: 401, code: 'EMPTY_ACCESS_TOKEN', message: 'Empty oauth2 access token', serviceErrorCode: 65_604 },
        expired: { status: 401, code: 'EXPIRED_ACCESS_TOKEN', message: 'The token used in the request has expired', serviceErrorCode: 65_602 },
        revoked: { status: 401, code: 'REVOKED_ACCESS_TOKEN', message: 'The token used in the request has been revoked by the user', serviceErrorCode: 65_601 },
      }[fault],
    ),
  forbidden: () => answer({ status: 403, code: 'ACCESS_DENIED', message: 'Not enough permissions to access: posts.CREATE.20261001', serviceErrorCode: 100 }),
  rateLimit: ({ resetMs }) => ({
    ...answer({
      status: 429,
      code: 'TOO_MANY_REQUESTS',
      message: 'Resource level throttle limit for calls to this resource is reached.',
      serviceErrorCode: 101,
    }),
    headers: { 'retry-after': String(Math.max(1, Math.ceil(resetMs / 1_000))) },
  }),
}

export const refuseLinkedin = (given: Given): Refusal => new Refusal(answer(given))
