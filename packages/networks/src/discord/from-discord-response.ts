import { readObject, readText, type Json } from '../kit/read-json.ts'
import type { Account } from '../port/credentials.ts'
import type { Published } from '../port/network-adapter.ts'
import { NetworkError } from '../port/network-error.ts'

export function toAccount({ remoteId, name, channel }: { remoteId: string; name: string; channel: Json }): Account {
  const [guildId, channelId] = [readText(channel.guild_id), readText(channel.id)]
  return {
    remoteId,
    handle: null,
    displayName: name,
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
