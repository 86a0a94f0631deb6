import { createHmac } from 'node:crypto'

const prefix = 'whsec_'

/** The headers of Standard Webhooks 1.0.0; without a secret there is no signature. */
export function signWebhook({ id, secret, seconds, body }: { id: string; secret: string | null; seconds: number; body: string }): Record<string, string> {
  const headers = { 'webhook-id': id, 'webhook-timestamp': String(seconds) }
  if (secret === null) return headers
  const key = Buffer.from(secret.slice(prefix.length), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')
  return { ...headers, 'webhook-signature': `v1,${signature}` }
}
