import type { Answer } from '../server/answer.ts'
import type { NetworkErrors } from '../server/network.ts'
import { Refusal } from '../server/refusal.ts'

const answer = (status: number, error: string): Answer => ({ status, json: { error, status } })

/** https://developers.forem.com/api/v1, read 2026-11-23. A missing key and a wrong one are the same. */
export const devtoErrors: NetworkErrors = {
  status: (status) => answer(status, { 400: 'bad request', 422: 'unprocessable entity' }[status] ?? 'internal server error'),
  notFound: () => answer(404, 'not found'),
  unauthorized: () => answer(401, 'unauthorized'),
  forbidden: () => answer(403, 'forbidden'),
  rateLimit: ({ resetMs }) => {
    const seconds = Math.max(1, Math.ceil(resetMs / 1_000))
    return { ...answer(429, `Rate limit reached, try again in ${seconds} seconds`), headers: { 'retry-after': String(seconds) } }
  },
}

export const refuseDevto = (error: string, status = 422): Refusal => new Refusal(answer(status, error))
