import type { Answer } from '../server/answer.ts'
import type { NetworkErrors } from '../server/network.ts'
import { Refusal } from '../server/refusal.ts'

const answer = (status: number, errcode: string, error: string, more?: object): Answer => ({ status, json: { errcode, error, ...more } })

/** As Synapse 1.160 answered on 2026-11-23: how long to wait is in the body. */
export const matrixErrors: NetworkErrors = {
  status: (status) =>
    status === 400
      ? answer(400, 'M_NOT_JSON', 'Content not JSON.')
      : answer(status, 'M_UNKNOWN', status === 413 ? 'Request Entity Too Large' : 'Internal server error'),
  notFound: () => answer(404, 'M_UNRECOGNIZED', 'Unrecognized request'),
  unauthorized: (fault) =>
    ({
      missing: answer(401, 'M_MISSING_TOKEN', 'Missing access token'),
      expired: answer(401, 'M_UNKNOWN_TOKEN', 'Access token has expired', { soft_logout: true }),
      revoked: answer(401, 'M_UNKNOWN_TOKEN', 'Invalid access token passed.', { soft_logout: false }),
    })[fault],
  forbidden: () => answer(403, 'M_FORBIDDEN', "You don't have permission to post that to the room."),
  rateLimit: ({ resetMs }) => answer(429, 'M_LIMIT_EXCEEDED', 'Too Many Requests', { retry_after_ms: resetMs }),
}

export const refuseMatrix = ({ status, errcode, error }: { status: number; errcode: string; error: string }): Refusal =>
  new Refusal(answer(status, errcode, error))
