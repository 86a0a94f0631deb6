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
  declare readonly status: number | undefined
  /** A stable word such as `POST_NOT_FOUND`; `HTTP_<status>` where the answer had none. */
  declare readonly code: string
  /** The family of the code, such as `not_found`. */
  declare readonly type: string
  /** One entry for each thing that is wrong; often empty. */
  declare readonly details: FlowErrorDetail[]
  /** The id under which Flow logged the request; quote it when you report a problem. */
  declare readonly requestId: string | undefined
  /** Seconds after which the server says the same request is worth repeating. */
  declare readonly retryAfter: number | undefined
  /** Headers of the answer; `undefined` where there was none. */
  declare readonly headers: Headers | undefined

  constructor({ message, cause, ...fields }: FlowErrorFields) {
    super(message, cause === undefined ? undefined : { cause })
    // So that every field is there, also an empty one.
    Object.assign(this, { status: undefined }, fields, { details: fields.details ?? [] })
  }
}
