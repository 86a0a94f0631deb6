import { createInstance, getHttpOperationsFromSpec, type IHttpRequest, type IHttpResponse } from '@stoplight/prism-http'
import { pino } from 'pino'
import { closeResponses } from './close-responses.ts'

export type Exchange = {
  method: string
  /** Path and query, as they were asked for. */
  url: string
  status: number
  headers: Record<string, string>
  body: Buffer
}

/** What of an answer is outside the spec; empty where nothing is. */
export type Judge = (exchange: Exchange) => Promise<string[]>

/** What the API answers to a path or method that it does not have, and to a path that can't be read. */
const strayStatuses = [400, 404, 405]

/** Judges answers by Prism, the way its validating proxy does, with its warnings (undocumented statuses) taken as errors. */
export async function createPrismJudge(document: object): Promise<Judge> {
  const operations = await getHttpOperationsFromSpec(closeResponses(document))
  const plainPaths = new Set(operations.map(({ path }) => path).filter((path) => !path.includes('{')))
  const logger = pino({ level: 'silent' })
  return async ({ method, url, status, headers, body }) => {
    // A browser's question, which every path of the API answers and no document lists.
    if (method === 'OPTIONS' && status === 204) return []
    const path = url.split('?')[0] ?? ''
    // A path of its own is never an id, which Prism takes it for where it lacks the method.
    const candidates = plainPaths.has(path) ? operations.filter((each) => each.path === path) : operations
    // Prism types the methods it can be given; another matches no operation.
    const request = { method: method.toLowerCase(), url: { path } } as IHttpRequest
    const response: IHttpResponse = { statusCode: status, headers, body: parse({ body, type: headers['content-type'] }) }
    const prism = createInstance(
      {
        isProxy: true,
        upstream: new URL('http://flow.invalid'),
        upstreamProxy: undefined,
        validateRequest: false,
        validateResponse: true,
        checkSecurity: false,
        errors: false,
        mock: { dynamic: false },
      },
      // The answer is here already, byte for byte; Prism's own forwarding would write a new one. pino's logger has what Prism asks of one.
      { logger: logger as never, forward: () => () => async () => ({ _tag: 'Right', right: response }) },
    )
    const outcome = await prism.request(request, candidates)()
    if (outcome._tag === 'Left') return [outcome.left.message]
    const { input, output } = outcome.right.validations
    if (input.length > 0) return strayStatuses.includes(status) ? [] : [`the spec has no such path or method, so ${strayStatuses.join(', ')} is meant`]
    return output.map((each) => each.message)
  }
}

function parse({ body, type = '' }: { body: Buffer; type: string | undefined }): unknown {
  if (body.length === 0) return undefined
  const text = body.toString('utf8')
  if (!type.includes('json')) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
