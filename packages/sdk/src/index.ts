export { Flow } from './flow.ts'
export type { FetchLike, FlowOptions } from './client-options.ts'
export type { RequestOptions } from './call.ts'
export {
  FlowAbortError,
  FlowAuthenticationError,
  FlowAuthorizationError,
  FlowConflictError,
  FlowConnectionError,
  FlowError,
  FlowIdempotencyError,
  FlowNotFoundError,
  FlowRateLimitError,
  FlowRequestError,
  FlowServerError,
  FlowTimeoutError,
  FlowValidationError,
  FlowWebhookError,
} from './errors.ts'
export type { FlowErrorDetail, FlowErrorFields } from './errors.ts'
export { FlowPromise } from './flow-promise.ts'
export type { FlowResponse, Sent } from './flow-promise.ts'
export { Page, PagePromise } from './page.ts'
export type { UploadFile } from './upload.ts'
export type { WaitOptions } from './resources/posts.ts'
export type { WebhookHeaders, WebhookPayload, WebhookVerification } from './webhooks.ts'
export type * from './generated/types.gen.ts'
export type * from './generated/resources.gen.ts'
