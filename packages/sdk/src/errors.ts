import { FlowError } from './flow-error.ts'

export * from './flow-error.ts'
export * from './flow-webhook-error.ts'
export * from './generated/error-families.gen.ts'

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
