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
  declare readonly code: string
  /** The family of the code, such as `not_found`. */
  declare readonly type: string
  /** One entry for each thing that is wrong; often empty. */
  declare readonly details: FlowErrorDetail[]
  /** The id under which Flow logged the request; quote it when you report a problem. */
  readonly requestId: string | undefined
  /** Seconds after which the server says the same request is worth repeating. */
  readonly retryAfter: number | undefined
  /** Headers of the answer; `undefined` where there was none. */
  readonly headers: Headers | undefined

  constructor({ message, cause, details = [], ...fields }: FlowErrorFields) {
    super(message, cause ? { cause } : undefined)
    Object.assign(this, { details, ...fields })
  }
}

/** 400: the request is not of its form; `details` says where. */
export class FlowValidationError extends FlowError {
  override readonly name: string = 'FlowValidationError'
}
/** 401, or no key at all (then without `status`). */
export class FlowAuthenticationError extends FlowError {
  override readonly name: string = 'FlowAuthenticationError'
}
/** 403: the key lacks the permission that `details` names. */
export class FlowAuthorizationError extends FlowError {
  override readonly name: string = 'FlowAuthorizationError'
}
/** 404: no such object in this workspace and mode. */
export class FlowNotFoundError extends FlowError {
  override readonly name: string = 'FlowNotFoundError'
}
/** 405, 413, 415 and every other 4xx without a class of its own. */
export class FlowRequestError extends FlowError {
  override readonly name: string = 'FlowRequestError'
}
/** 409: the object's state does not allow it. */
export class FlowConflictError extends FlowError {
  override readonly name: string = 'FlowConflictError'
}
/** 422: the idempotency key was used before with another request. */
export class FlowIdempotencyError extends FlowError {
  override readonly name: string = 'FlowIdempotencyError'
}
/** 429: too many requests; `retryAfter` says how long to wait. */
export class FlowRateLimitError extends FlowError {
  override readonly name: string = 'FlowRateLimitError'
}
/** 5xx, or an answer that is not the API's. */
export class FlowServerError extends FlowError {
  override readonly name: string = 'FlowServerError'
}
/** No whole answer arrived; `cause` is what `fetch` reported. */
export class FlowConnectionError extends FlowError {
  override readonly name: string = 'FlowConnectionError'
}
/** No answer within `timeout`, or `posts.wait` gave up. */
export class FlowTimeoutError extends FlowError {
  override readonly name: string = 'FlowTimeoutError'
}
/** The caller's `signal` was aborted; `cause` is the signal's reason. */
export class FlowAbortError extends FlowError {
  override readonly name: string = 'FlowAbortError'
}
/** A delivery that does not verify; it has no `status`. */
export class FlowWebhookError extends FlowError {
  override readonly name: string = 'FlowWebhookError'
}

type Family = { type: string; create: (fields: FlowErrorFields) => FlowError }

const families: Record<number, Family> = {
  400: { type: 'validation_error', create: (fields) => new FlowValidationError(fields) },
  401: { type: 'authentication_error', create: (fields) => new FlowAuthenticationError(fields) },
  403: { type: 'authorization_error', create: (fields) => new FlowAuthorizationError(fields) },
  404: { type: 'not_found', create: (fields) => new FlowNotFoundError(fields) },
  409: { type: 'conflict_error', create: (fields) => new FlowConflictError(fields) },
  422: { type: 'idempotency_error', create: (fields) => new FlowIdempotencyError(fields) },
  429: { type: 'rate_limit_error', create: (fields) => new FlowRateLimitError(fields) },
}
const requestFamily: Family = { type: 'request_error', create: (fields) => new FlowRequestError(fields) }
const serverFamily: Family = { type: 'server_error', create: (fields) => new FlowServerError(fields) }

export const errorFamily = (status: number): Family => families[status] ?? (status >= 400 && status < 500 ? requestFamily : serverFamily)
