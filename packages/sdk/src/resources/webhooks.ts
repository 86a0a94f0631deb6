import { WebhooksResource } from '../generated/webhooks.gen.ts'
import type { WebhookPayload } from '../webhook-payload.ts'
import { unwrapWebhook, type UnwrapOptions, type WebhookHeaders } from '../webhooks.ts'

/** `flow.webhooks`: the API's operations on webhooks, and reading what they deliver. */
export class Webhooks extends WebhooksResource {
  /**
   * Checks that a delivery is Flow's and reads it. `@flowdev/sdk/webhooks` has the same as `unwrapWebhook`, for where no client is needed.
   * @param payload The raw body, before anything has parsed it.
   * @param headers The request's headers.
   * @param secret The webhook's secret, or several while it is changed.
   * @throws FlowWebhookError where it is not: answer 400 and trust nothing of it.
   */
  unwrap(
    payload: string | Uint8Array | ArrayBuffer,
    headers: WebhookHeaders,
    secret: string | readonly string[],
    options?: UnwrapOptions,
  ): Promise<WebhookPayload> {
    return unwrapWebhook(payload, headers, secret, options)
  }
}
