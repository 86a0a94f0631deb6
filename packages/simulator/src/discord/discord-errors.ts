import type { Answer } from '../server/answer.ts'
import type { NetworkErrors } from '../server/network.ts'
import { Refusal } from '../server/refusal.ts'

const answer = (status: number, code: number, message: string): Answer => ({ status, json: { message, code } })

/** https://discord.com/developers/docs/topics/opcodes-and-status-codes, read 2026-11-23 */
export const discordErrors: NetworkErrors = {
  status: (status) => answer(status, 0, status >= 500 ? `${status}: Internal Server Error` : `${status}: Bad Request`),
  notFound: () => answer(404, 0, '404: Not Found'),
  unauthorized: () => answer(401, 0, '401: Unauthorized'),
  forbidden: () => answer(403, 50_013, 'Missing Permissions'),
  rateLimit: ({ resetMs }) => ({
    status: 429,
    json: { message: 'You are being rate limited.', retry_after: resetMs / 1_000, global: false },
    headers: { 'retry-after': String(Math.ceil(resetMs / 1_000)), 'x-ratelimit-scope': 'user' },
  }),
}

export const refuseDiscord = ({ status, code, message }: { status: number; code: number; message: string }): Refusal =>
  new Refusal(answer(status, code, message))

/** The error tree of a form in which one field is wrong. */
export function refuseForm({ field, code, message }: { field: string; code: string; message: string }): Refusal {
  return new Refusal({ status: 400, json: { message: 'Invalid Form Body', code: 50_035, errors: { [field]: { _errors: [{ code, message }] } } } })
}
