/** One thing that is wrong with a request. `field` is a path such as `content` or `posts[3].content`. */
export type FlowErrorDetail = { field: string; message: string } & { [name: string]: unknown }

/** What every {@link FlowError} is made from. */
export type FlowErrorFields = {
  status?: number | undefined
  code: string
  type: string
  message: string
  details?: FlowErrorDetail[] | undefined
  requestId?: string | undefined
  retryAfter?: number | undefined
  headers?: Headers | undefined
  cause?: unknown
}

/**
 * Anything that went wrong with a call. The API key is in none of its fields.
 * Tell errors apart by `code`, by `status`, or by `instanceof` a subclass.
 */
export class FlowError extends Error {
  override readonly name: string = 'FlowError'
  /** HTTP status of the answer; `undefined` where there was none. */
  readonly status: number | undefined
  /** A stable word such as `POST_NOT_FOUND`; `HTTP_<status>` where the answer had none. */
  readonly code: string
  /** The family of the code, such as `not_found`. */
  readonly type: string
  /** One entry for each thing that is wrong; often empty. */
  readonly details: FlowErrorDetail[]
  /** The id under which Flow logged the request; quote it when you report a problem. */
  readonly requestId: string | undefined
  /** Seconds after which the server says the same request is worth repeating. */
  readonly retryAfter: number | undefined
  /** Headers of the answer; `undefined` where there was none. */
  readonly headers: Headers | undefined

  constructor(fields: FlowErrorFields) {
    super(fields.message, fields.cause === undefined ? undefined : { cause: fields.cause })
    this.status = fields.status
    this.code = fields.code
    this.type = fields.type
    this.details = fields.details ?? []
    this.requestId = fields.requestId
    this.retryAfter = fields.retryAfter
    this.headers = fields.headers
  }
}
