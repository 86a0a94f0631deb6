import type { Answer } from '../server/answer.ts'
import type { NetworkErrors } from '../server/network.ts'
import { Refusal } from '../server/refusal.ts'

type Given = { status: number; code: string; message: string; data?: object }

const answer = ({ status, code, message, data }: Given): Answer => ({ status, json: { code, message, data: { status, ...data } } })

/** https://developer.wordpress.org/rest-api/, as WordPress 6.1 answered on 2026-11-23 */
export const wordpressErrors: NetworkErrors = {
  status: (status) =>
    status === 400
      ? answer({ status, code: 'rest_invalid_json', message: 'Invalid JSON body passed.', data: { json_error_code: 4, json_error_message: 'Syntax error' } })
      : answer({ status, code: 'internal_server_error', message: 'There has been a critical error on this website.' }),
  notFound: () => answer({ status: 404, code: 'rest_no_route', message: 'No route was found matching the URL and request method.' }),
  unauthorized: (fault) =>
    fault === 'missing'
      ? answer({ status: 401, code: 'rest_not_logged_in', message: 'You are not currently logged in.' })
      : answer({ status: 401, code: 'incorrect_password', message: 'The provided password is an invalid application password.' }),
  forbidden: () => answer({ status: 403, code: 'rest_cannot_create', message: 'Sorry, you are not allowed to create posts as this user.' }),
  rateLimit: ({ resetMs }) => ({
    ...answer({ status: 429, code: 'too_many_requests', message: 'Too many requests.' }),
    headers: { 'retry-after': String(Math.max(1, Math.ceil(resetMs / 1_000))) },
  }),
}

export const refuseWordpress = (given: Given): Refusal => new Refusal(answer(given))

export const refuseParameter = ({ name, problem }: { name: string; problem: string }): Refusal =>
  refuseWordpress({ status: 400, code: 'rest_invalid_param', message: `Invalid parameter(s): ${name}`, data: { params: { [name]: problem } } })
