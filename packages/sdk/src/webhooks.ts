import { FlowWebhookError } from './flow-webhook-error.ts'
import { policy } from './generated/policy.gen.ts'
import { decodeBase64, readSignatures, type WebhookSignature } from './webhook-signatures.ts'
import type { Channel, Connection, Post, WebhookEvent } from './generated/types.gen.ts'

export { FlowWebhookError } from './flow-webhook-error.ts'

type Event<Start extends string, Data> = {
  /** The event's id, the same over all attempts: keep those you have handled. */
  id: string
  type: Extract<WebhookEvent, `${Start}.${string}`>
  /** When it happened, as RFC 3339. */
  timestamp: string
  data: Data
}

/** An event as a webhook gets it: its `type` tells what `data` holds. New types are added over time, so a switch needs a default. */
export type WebhookPayload =
  | Event<'post', { post: Post }>
  | Event<'channel', { channel: Channel }>
  | Event<'connection', { connection: Connection }>
  | Event<'webhook', { webhook: { id: string } }>

/** Headers of a request: `Headers`, or an object as Node's servers give it. Names in any case. */
export type WebhookHeaders = Headers | Record<string, string | readonly string[] | undefined>

export type WebhookVerification = {
  /** Milliseconds a delivery's time may be from now, 300,000 by default; what is older may be a replay. */
  tolerance?: number | undefined
  /** The time to judge by; the clock's by default. */
  now?: Date | undefined
}

/**
 * Checks that a delivery is Flow's and reads it. Either signature will do, Standard Webhooks' or `Flow-Signature`.
 * @param payload The raw body, before anything has parsed it.
 * @param headers The request's headers.
 * @param secret `whsec_...` as it was shown; several while it is rotated, of which one must fit.
 * @throws FlowWebhookError with a code that begins with WEBHOOK_: do not trust it, answer 400.
 */
export async function unwrapWebhook(
  payload: string | Uint8Array,
  headers: WebhookHeaders,
  secret: string | readonly string[],
  { tolerance = policy.webhookToleranceMs, now = new Date() }: WebhookVerification = {},
): Promise<WebhookPayload> {
  const keys = (typeof secret === 'string' ? [secret] : secret).map(readSecret)
  if (keys.length === 0) throw failure('SECRET_MALFORMED', 'No secret was given.')
  const signatures = readSignatures((name) => readHeader(headers, name))
  if (signatures.length === 0) throw failure('SIGNATURE_MISSING', 'The request has neither the Standard Webhooks headers nor Flow-Signature.')
  const body = typeof payload === 'string' ? new TextEncoder().encode(payload) : payload
  let isOutOfTime = false
  for (const signature of signatures) {
    if (!(await isSigned({ signature, body, keys }))) continue
    if (Math.abs(now.getTime() - Number(signature.at) * 1000) <= tolerance) return readPayload(body)
    isOutOfTime = true
  }
  if (isOutOfTime) throw failure('OUTSIDE_TOLERANCE', 'The delivery was signed too long ago, or the clock is wrong.')
  throw failure('SIGNATURE_INVALID', 'No signature matches: the secret is another one, or the body is not the raw one.')
}

type Key = Record<WebhookSignature['scheme'], Uint8Array<ArrayBuffer>>

function readSecret(given: string): Key {
  const secret = given.trim()
  const standard = secret.startsWith('whsec_') ? decodeBase64(secret.slice(6)) : undefined
  if (!standard?.length) throw failure('SECRET_MALFORMED', "A webhook's secret is whsec_ and base64, as it was shown on creation.")
  return { standard, flow: new TextEncoder().encode(secret) }
}

async function isSigned({ signature, body, keys }: { signature: WebhookSignature; body: Uint8Array; keys: Key[] }): Promise<boolean> {
  const prefix = new TextEncoder().encode(signature.prefix)
  const signed = new Uint8Array(prefix.length + body.length)
  signed.set(prefix)
  signed.set(body, prefix.length)
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const verdicts = keys.map(async (key) =>
    crypto.subtle.verify('HMAC', await crypto.subtle.importKey('raw', key[signature.scheme], algorithm, false, ['verify']), signature.mac, signed),
  )
  return (await Promise.all(verdicts)).includes(true)
}

function readHeader(headers: WebhookHeaders, name: string): string {
  if (headers instanceof Headers) return headers.get(name) ?? ''
  const value = Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1]
  return typeof value === 'string' ? value : (value ?? []).join(',')
}

function readPayload(body: Uint8Array): WebhookPayload {
  try {
    const event: unknown = JSON.parse(new TextDecoder().decode(body))
    // Flow has signed it, so it is of the form the spec promises.
    if (typeof event === 'object' && event !== null) return event as WebhookPayload
  } catch {
    // Told below.
  }
  throw failure('PAYLOAD_INVALID', 'The body is signed but is not an event.')
}

const failure = (code: string, message: string): FlowWebhookError => new FlowWebhookError({ code: `WEBHOOK_${code}`, type: 'webhook_error', message })
