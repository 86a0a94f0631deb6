/** One signature of a delivery: `mac` over `prefix` and the raw body, made at `at` (Unix seconds). */
export type WebhookSignature = { scheme: 'standard' | 'flow'; prefix: string; at: string; mac: Uint8Array<ArrayBuffer> }

/** All signatures of both schemes that can be read; what is no signature is left out. */
export function readSignatures(read: (name: string) => string): WebhookSignature[] {
  const at = read('webhook-timestamp')
  const prefix = `${read('webhook-id')}.${at}.`
  const standard = [...read('webhook-signature').matchAll(/v1,(\S+)/g)].map(([, mac = '']) => ({
    scheme: 'standard' as const,
    prefix,
    at,
    mac: decodeBase64(mac),
  }))
  const own = read('flow-signature')
  const time = own.match(/t=(\d+)/)?.[1] ?? ''
  const flow = [...own.matchAll(/v1=((?:[0-9a-f]{2})+)/gi)].map(([, mac = '']) => ({
    scheme: 'flow' as const,
    prefix: `${time}.`,
    at: time,
    mac: decodeHex(mac),
  }))
  return [...standard, ...flow].filter(({ mac }) => mac.length > 0)
}

/** Empty where the text is not base64. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
  } catch {
    return new Uint8Array()
  }
}

const decodeHex = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
