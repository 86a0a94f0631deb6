import type { Credentials } from '../port/credentials.ts'
import { NetworkError } from '../port/network-error.ts'

export type DiscordWebhook = { id: string; token: string }

/** The webhook that an address names. Its host is never asked: requests go to Discord's own API. */
export function readWebhook(credentials: Credentials): DiscordWebhook {
  const [, id, token] = /\/webhooks\/(\d+)\/([A-Za-z0-9_-]+)\/?$/.exec(credentials.webhookUrl ?? '') ?? []
  if (id === undefined || token === undefined) {
    throw new NetworkError({ kind: 'credentials_expired', message: 'This is no address of a Discord webhook. Copy it again from the channel’s settings.' })
  }
  return { id, token }
}
