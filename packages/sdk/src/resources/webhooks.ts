import { WebhooksResource } from '../generated/webhooks.gen.ts'
import { unwrapWebhook, type WebhookHeaders, type WebhookPayload, type WebhookVerification } from '../webhooks.ts'

/** `flow.webhooks`: the API's operations on webhooks, and verifying what they deliver. */
export class Webhooks extends WebhooksResource {
  /**
   * Checks that a delivery is Flow's and reads it. Nothing is sent.
   * @param payload The raw body, before anything has parsed it.
   * @param headers The request's headers.
   * @param secret `whsec_...` as it was shown; several while it is rotated, of which one must fit.
   * @param verification How far the delivery's time may be from now, in milliseconds.
   * @throws FlowWebhookError with a code that begins with WEBHOOK_: do not trust it, answer 400.
   */
  unwrap(
    payload: string | Uint8Array,
    headers: WebhookHeaders,
    secret: string | readonly string[],
    verification?: WebhookVerification,
  ): Promise<WebhookPayload> {
    return unwrapWebhook(payload, headers, secret, verification)
  }
}
