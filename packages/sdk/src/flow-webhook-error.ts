import { FlowError } from './flow-error.ts'

/** A webhook's delivery did not verify: do not trust it, answer 400. */
export class FlowWebhookError extends FlowError {
  override readonly name: string = 'FlowWebhookError'
}
