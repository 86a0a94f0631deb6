import type { Answer } from '../server/answer.ts'
import type { NetworkErrors } from '../server/network.ts'
import { Refusal } from '../server/refusal.ts'

const problem = (status: number, title: string, detail: string): Answer => ({ status, json: { title, detail, type: 'about:blank', status } })

/** https://docs.x.com/x-api/fundamentals/response-codes-and-errors, read 2026-11-23 */
export const xErrors: NetworkErrors = {
  status: (status) =>
    problem(status, { 400: 'Invalid Request', 403: 'Forbidden', 503: 'Service Unavailable' }[status] ?? 'Internal Server Error', `Status ${status}`),
  notFound: () => problem(404, 'Not Found', 'Not Found'),
  unauthorized: () => problem(401, 'Unauthorized', 'Unauthorized'),
  forbidden: () => problem(403, 'Forbidden', 'You are not permitted to perform this action.'),
  rateLimit: ({ resetMs, nowMs }) => ({
    ...problem(429, 'Too Many Requests', 'Too Many Requests'),
    headers: { 'x-rate-limit-limit': '100', 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': String(Math.ceil((nowMs + resetMs) / 1_000)) },
  }),
}

export const refuseX = (detail: string, status = 403): Refusal => new Refusal(problem(status, status === 404 ? 'Not Found' : 'Forbidden', detail))

export const refuseInvalid = ({ name, value, message }: { name: string; value: unknown; message: string }): Refusal =>
  new Refusal({
    status: 400,
    json: {
      errors: [{ parameters: { [name]: [String(value)] }, message }],
      title: 'Invalid Request',
      detail: 'One or more parameters to your request was invalid.',
      type: 'https://api.twitter.com/2/problems/invalid-request',
    },
  })
