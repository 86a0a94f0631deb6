import { createHmac } from 'node:crypto'

const prefix = 'whsec_'

/**
 * The headers that prove where a delivery comes from: Standard Webhooks 1.0.0 (the key is the base64 after `whsec_`) and Stripe's scheme
 * (the key is the secret as shown).
 * @param secrets the current one, and during a rotation the former
 */
export function signDelivery({
  secrets,
  eventId,
  eventType,
  timestamp,
  body,
}: {
  secrets: readonly string[]
  eventId: string
  eventType: string
  timestamp: number
  body: string
}): Record<string, string> {
  const standard = secrets.map(
    (secret) =>
      `v1,${createHmac('sha256', Buffer.from(secret.slice(prefix.length), 'base64'))
        .update(`${eventId}.${timestamp}.${body}`)
        .digest('base64')}`,
  )
  const flow = secrets.map((secret) => `v1=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`)
  return {
    'content-type': 'application/json',
    'user-agent': 'Flow-Webhooks/1',
    'webhook-id': eventId,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': standard.join(' '),
    'flow-signature': [`t=${timestamp}`, ...flow].join(','),
    'flow-event-type': eventType,
  }
}
