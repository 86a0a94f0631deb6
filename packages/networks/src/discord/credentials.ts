import type { Credentials } from '../port/credentials.ts'
import { NetworkError } from '../port/network-error.ts'

export type DiscordAccess = { kind: 'webhook'; id: string; token: string } | { kind: 'bot'; token: string; channelId: string }

/** A bot with its channel, or the webhook that an address names, whose host is never asked: requests go to Discord's own API. A bot goes before. */
export function readAccess({ webhookUrl, botToken, channelId }: Credentials): DiscordAccess {
  if (botToken && channelId) {
    if (/^[\w.-]+$/.test(botToken) && /^\d+$/.test(channelId)) return { kind: 'bot', token: botToken, channelId }
    throw unusable('botToken or channelId does not look like one of Discord’s. Copy both again.')
  }
  if (botToken || (channelId && !webhookUrl)) throw unusable(`A bot needs botToken and channelId; ${botToken ? 'channelId' : 'botToken'} is missing.`)
  if (!webhookUrl) throw unusable('Give webhookUrl, or botToken together with channelId.')
  const [, id, token] = /\/webhooks\/(\d+)\/([A-Za-z0-9_-]+)\/?$/.exec(webhookUrl) ?? []
  if (id === undefined || token === undefined) throw unusable('webhookUrl is no address of a Discord webhook. Copy it again from the channel’s settings.')
  return { kind: 'webhook', id, token }
}

const unusable = (message: string) => new NetworkError({ kind: 'credentials_expired', message })
