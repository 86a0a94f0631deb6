import type { Answer } from '../server/answer.ts'
import type { NetworkErrors } from '../server/network.ts'
import { Refusal } from '../server/refusal.ts'

const answer = (status: number, description: string, parameters?: object): Answer => ({
  status,
  json: { ok: false, error_code: status, description, ...(parameters ? { parameters } : {}) },
})

/** https://core.telegram.org/bots/api#making-requests, read 2026-11-23 */
export const telegramErrors: NetworkErrors = {
  status: (status) => answer(status, { 400: 'Bad Request', 413: 'Request Entity Too Large', 502: 'Bad Gateway' }[status] ?? 'Internal Server Error'),
  notFound: () => answer(404, 'Not Found'),
  unauthorized: () => answer(401, 'Unauthorized'),
  forbidden: () => answer(403, 'Forbidden: bot was kicked from the channel chat'),
  rateLimit: ({ resetMs }) => {
    const seconds = Math.max(1, Math.ceil(resetMs / 1_000))
    return { ...answer(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds }), headers: { 'retry-after': String(seconds) } }
  },
}

export const refuseTelegram = (description: string, status = 400): Refusal =>
  new Refusal(answer(status, status === 400 ? `Bad Request: ${description}` : description))
