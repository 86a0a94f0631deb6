import type { Answer } from '../server/answer.ts'
import type { NetworkErrors } from '../server/network.ts'
import { Refusal } from '../server/refusal.ts'

type Given = { status?: number; code: number; subcode?: number; message: string; type?: string; title?: string; hint?: string; isTransient?: boolean }

const answer = ({ status = 400, code, subcode, message, type = 'THApiException', title, hint, isTransient = false }: Given): Answer => ({
  status,
  json: {
    error: {
      message,
      type,
      code,
      ...(subcode === undefined ? {} : { error_subcode: subcode }),
      is_transient: isTransient,
      ...(title ? { error_user_title: title } : {}),
      ...(hint ? { error_user_msg: hint } : {}),
      fbtrace_id: 'Asimulator',
    },
  },
})

/** https://developers.facebook.com/docs/threads/troubleshooting, read 2026-11-23 */
export const threadsErrors: NetworkErrors = {
  status: (status) =>
    status >= 500
      ? answer({ status, code: 2, message: 'An unexpected error has occurred. Please retry your request later.', type: 'OAuthException', isTransient: true })
      : answer({ status, code: 100, message: 'Invalid parameter', type: 'OAuthException' }),
  notFound: () => answer({ status: 404, code: 100, subcode: 33, message: 'Unsupported request. Object does not exist.', type: 'GraphMethodException' }),
  unauthorized: (fault) =>
    answer(
      {
        missing: { status: 401, code: 190, message: 'An access token is required to request this resource.', type: 'OAuthException' },
        expired: { status: 401, code: 190, subcode: 463, message: 'Error validating access token: Session has expired.', type: 'OAuthException' },
        revoked: { status: 401, code: 190, subcode: 460, message: 'Error validating access token: The session has been invalidated.', type: 'OAuthException' },
      }[fault],
    ),
  forbidden: () => answer({ status: 403, code: 10, message: 'Application does not have permission for this action', type: 'OAuthException' }),
  // Whole minutes are all that is told.
  rateLimit: ({ resetMs }) => ({
    ...answer({ status: 429, code: 4, message: 'Application request limit reached', type: 'OAuthException', isTransient: true }),
    headers: {
      'x-business-use-case-usage': JSON.stringify({ simulator: [{ type: 'threads', estimated_time_to_regain_access: Math.ceil(resetMs / 60_000) }] }),
    },
  }),
}

export const refuseThreads = (given: Given): Refusal => new Refusal(answer(given))
