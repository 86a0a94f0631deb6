import { FlowWebhookError } from './errors.ts'
import type { WebhookPayload } from './webhook-payload.ts'

export { FlowWebhookError }
export type { WebhookPayload }

/** A `Headers`, or the headers as Node and most frameworks have them. */
export type WebhookHeaders = { get: (name: string) => string | null } | Record<string, string | readonly string[] | undefined>

export type UnwrapOptions = {
  /** Milliseconds that a delivery's time may be from now, 300,000 by default; what is older may be a replay. */
  tolerance?: number | undefined
  /** Milliseconds since 1970; `Date.now` by default. */
  now?: (() => number) | undefined
}

type Bytes = Uint8Array<ArrayBuffer>
/** `form` says which of a secret's two forms it is made with. */
type Signature = { prefix: string; at: string; mac: Bytes; form: 'standard' | 'flow' }

/**
 * Checks that a delivery is Flow's and reads it. Either signature will do, Standard Webhooks' or `Flow-Signature`.
 * @param payload The raw body, before anything has parsed it.
 * @param headers The request's headers.
 * @param secret The webhook's secret, or several while it is changed.
 * @throws FlowWebhookError where it is not: answer 400 and trust nothing of it.
 */
export async function unwrapWebhook(
  payload: string | Uint8Array | ArrayBuffer,
  headers: WebhookHeaders,
  secret: string | readonly string[],
  { tolerance = 300_000, now = Date.now }: UnwrapOptions = {},
): Promise<WebhookPayload> {
  const secrets = [secret].flat().map(readSecret)
  if (secrets.length === 0) throw malformedSecret()
  // BlobPart leaves out views of SharedArrayBuffer.
  const body = payload as string | ArrayBuffer
  const signatures = readSignatures(toReader(headers))
  if (signatures.length === 0) throw failure('SIGNATURE_MISSING', 'The request has no signature.')
  let isLate = false
  for (const { prefix, at, mac, form } of signatures)
    for (const each of secrets) {
      const key = await crypto.subtle.importKey('raw', each[form], { name: 'HMAC', hash: 'SHA-256' }, false, ['verify'])
      // Compares in constant time.
      if (!(await crypto.subtle.verify('HMAC', key, mac, await new Blob([prefix, body]).arrayBuffer()))) continue
      if (Math.abs(now() - Number(at) * 1000) <= tolerance) return readPayload(body)
      isLate = true
    }
  if (isLate) throw failure('OUTSIDE_TOLERANCE', 'It was signed too long ago, or the clock is wrong.')
  throw failure('SIGNATURE_INVALID', 'No signature matches: another secret, or not the raw body.')
}

function readSignatures(header: (name: string) => string): Signature[] {
  const at = header('webhook-timestamp')
  const prefix = `${header('webhook-id')}.${at}.`
  const flow = header('flow-signature')
  const [, sentAt = ''] = /\bt=(\d+)/.exec(flow) ?? []
  return [
    ...[...header('webhook-signature').matchAll(/\bv1,(\S+)/g)].flatMap(([, text = '']) => {
      const mac = fromBase64(text)
      return mac ? { prefix, at, mac, form: 'standard' as const } : []
    }),
    ...[...flow.matchAll(/\bv1=((?:[\da-f]{2})+)/gi)].map(([, text = '']) => ({ prefix: `${sentAt}.`, at: sentAt, mac: fromHex(text), form: 'flow' as const })),
  ]
}

const toReader =
  (headers: WebhookHeaders) =>
  (name: string): string => {
    if (typeof headers.get === 'function') return headers.get(name) ?? ''
    return [Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1] ?? ''].flat().join(' ')
  }

function readSecret(text: string): { standard: Bytes; flow: Bytes } {
  const [flow = '', encoded = ''] = /^whsec_(.+)$/.exec(text.trim()) ?? []
  const standard = fromBase64(encoded)
  if (!standard?.length) throw malformedSecret()
  return { standard, flow: new TextEncoder().encode(flow) }
}

async function readPayload(body: string | ArrayBuffer): Promise<WebhookPayload> {
  try {
    // The spec promises this shape; the signature says that it is Flow's.
    return (await new Response(body).json()) as WebhookPayload
  } catch {
    throw failure('PAYLOAD_INVALID', 'The signed body is no event.')
  }
}

const failure = (code: string, message: string) => new FlowWebhookError({ code: `WEBHOOK_${code}`, type: 'webhook_error', message })
const malformedSecret = () => failure('SECRET_MALFORMED', "A webhook's secret is whsec_ and base64.")

const fromHex = (text: string): Bytes => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number(`0x${pair}`))

function fromBase64(text: string): Bytes | undefined {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
  } catch {
    return undefined
  }
}
