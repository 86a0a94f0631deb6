import { readObject, readText } from '../kit/read-json.ts'
import type { Account } from '../port/credentials.ts'
import type { Published } from '../port/network-adapter.ts'
import { NetworkError } from '../port/network-error.ts'

export function toAccount({ json, webhookId }: { json: unknown; webhookId: string }): Account {
  const webhook = readObject(json)
  const [guildId, channelId] = [readText(webhook.guild_id), readText(webhook.channel_id)]
  return {
    remoteId: webhookId,
    handle: null,
    displayName: readText(webhook.name) ?? 'Discord webhook',
    url: guildId && channelId ? `https://discord.com/channels/${guildId}/${channelId}` : null,
    expiresAt: null,
  }
}

/** @param channelUrl the connection's own address, since a message does not say in which server it is */
export function toPublished({ json, channelUrl }: { json: unknown; channelUrl: string | null }): Published {
  const remoteId = readText(readObject(json).id)
  if (remoteId === null) {
    throw new NetworkError({ kind: 'outcome_unknown', message: 'Discord took the post, but its answer did not say which message it became.' })
  }
  return { remoteId, url: channelUrl === null ? null : `${channelUrl}/${remoteId}` }
}
