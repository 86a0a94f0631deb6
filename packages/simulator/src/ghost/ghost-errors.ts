import type { Answer } from '../server/answer.ts'
import type { NetworkErrors } from '../server/network.ts'
import { Refusal } from '../server/refusal.ts'

type Given = { status: number; type: string; message: string; context?: string; property?: string; code?: string }

const answer = ({ status, type, message, context, property, code }: Given): Answer => ({
  status,
  json: {
    errors: [
      {
        message,
        context: context ?? null,
        type,
        details: null,
        property: property ?? null,
        help: null,
        code: code ?? null,
        id: 'simulator',
        ghostErrorCode: null,
      },
    ],
  },
})

/** As Ghost 6.65 answered on 2026-11-23. */
export const ghostErrors: NetworkErrors = {
  status: (status) =>
    status === 400
      ? answer({ status, type: 'BadRequestError', message: 'The request could not be understood.' })
      : answer({ status, type: 'InternalServerError', message: 'The server has encountered an error.' }),
  notFound: () => answer({ status: 404, type: 'NotFoundError', message: 'Resource not found' }),
  unauthorized: (fault) =>
    ({
      missing: answer({
        status: 403,
        type: 'NoPermissionError',
        message: 'Authorization failed',
        context: 'Unable to determine the authenticated user or integration.',
      }),
      expired: answer({ status: 401, type: 'UnauthorizedError', message: 'Invalid token: jwt expired', code: 'INVALID_JWT' }),
      revoked: answer({ status: 401, type: 'UnauthorizedError', message: 'Unknown Admin API Key', code: 'UNKNOWN_ADMIN_API_KEY' }),
    })[fault],
  forbidden: () =>
    answer({ status: 403, type: 'NoPermissionError', message: 'Permission error, cannot save post.', context: 'You do not have permission to add posts' }),
  rateLimit: ({ resetMs }) => ({
    ...answer({ status: 429, type: 'TooManyRequestsError', message: 'Too many attempts.' }),
    headers: { 'retry-after': String(Math.max(1, Math.ceil(resetMs / 1_000))) },
  }),
}

export const refuseGhost = (given: Given): Refusal => new Refusal(answer(given))

export const refuseValidation = ({ context, property }: { context: string; property: string }): Refusal =>
  refuseGhost({ status: 422, type: 'ValidationError', message: 'Validation error, cannot save post.', context, property })
