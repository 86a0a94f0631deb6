import { FlowWebhookError } from './flow-webhook-error.ts'
import { webhookToleranceMs } from './generated/policy.gen.ts'
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
  { tolerance = webhookToleranceMs, now = new Date() }: WebhookVerification = {},
): Promise<WebhookPayload> {
  const secrets = [secret].flat().map(readSecret)
  if (secrets.length === 0) throw malformedSecret()
  const signatures = readSignatures((name) => readHeader({ headers, name }))
  if (signatures.length === 0) throw failure('SIGNATURE_MISSING', 'No signature in the headers.')
  const body = typeof payload === 'string' ? payload : new TextDecoder('utf-8', { ignoreBOM: true }).decode(payload)
  let problem = failure('SIGNATURE_INVALID', 'No signature matches: another secret, or not the raw body.')
  for (const { scheme, prefix, at, mac } of signatures) {
    for (const secret of secrets) {
      const key = await crypto.subtle.importKey('raw', secret[scheme], { name: 'HMAC', hash: 'SHA-256' }, false, ['verify'])
      if (!(await crypto.subtle.verify('HMAC', key, mac, encode(prefix + body)))) continue
      if (Math.abs(now.getTime() - Number(at) * 1000) <= tolerance) return readPayload(body)
      problem = failure('OUTSIDE_TOLERANCE', 'Signed too long ago, or a wrong clock.')
    }
  }
  throw problem
}

/** The keys a secret gives: the bytes behind its base64 for Standard Webhooks, its own text for `Flow-Signature`. */
type Secret = Record<WebhookSignature['scheme'], Uint8Array<ArrayBuffer>>

const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)

function readSecret(given: string): Secret {
  const secret = given.trim()
  const standard = decodeBase64(secret.match(/^whsec_(.+)/)?.[1] ?? '')
  if (standard.length === 0) throw malformedSecret()
  return { standard, flow: encode(secret) }
}

/** A header that is not there reads as a word that is no signature. */
const readHeader = ({ headers, name }: { headers: WebhookHeaders; name: string }): string =>
  String(headers instanceof Headers ? headers.get(name) : Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1])

function readPayload(body: string): WebhookPayload {
  try {
    // Flow has signed it, so it is of the form the spec promises.
    return JSON.parse(body) as WebhookPayload
  } catch {
    throw failure('PAYLOAD_INVALID', 'Signed, but no JSON.')
  }
}

const malformedSecret = (): FlowWebhookError => failure('SECRET_MALFORMED', 'A secret is whsec_ and base64.')

const failure = (code: string, message: string): FlowWebhookError => new FlowWebhookError({ code: `WEBHOOK_${code}`, type: 'webhook_error', message })
