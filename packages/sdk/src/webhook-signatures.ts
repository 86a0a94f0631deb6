/** One signature of a delivery: `mac` over `prefix` and the raw body, made at `at` (Unix seconds). */
export type WebhookSignature = { scheme: 'standard' | 'flow'; prefix: string; at: string; mac: Uint8Array<ArrayBuffer> }

/** All signatures that can be read; what is no signature is left out. */
export function readSignatures(header: (name: string) => string): WebhookSignature[] {
  const id = header('webhook-id')
  const at = header('webhook-timestamp')
  const standard = header('webhook-signature')
    .split(' ')
    .flatMap((part) => toSignature({ scheme: 'standard', prefix: `${id}.${at}.`, at, mac: part.startsWith('v1,') ? decodeBase64(part.slice(3)) : undefined }))
  const pairs = header('flow-signature')
    .split(',')
    .map((part) => part.trim().split('='))
  const time = pairs.find(([name]) => name === 't')?.[1] ?? ''
  const own = pairs.flatMap(([name, value = '']) =>
    toSignature({ scheme: 'flow', prefix: `${time}.`, at: time, mac: name === 'v1' ? decodeHex(value) : undefined }),
  )
  return [...standard, ...own]
}

const toSignature = ({ mac, ...rest }: Omit<WebhookSignature, 'mac'> & { mac: WebhookSignature['mac'] | undefined }): WebhookSignature[] =>
  mac?.length ? [{ ...rest, mac }] : []

/** `undefined` where the text is not base64. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
  } catch {
    return undefined
  }
}

const decodeHex = (text: string): Uint8Array<ArrayBuffer> | undefined =>
  /^([0-9a-f]{2})+$/i.test(text) ? Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)) : undefined
