import { createHash } from 'node:crypto'
import { requireText } from '../kit/require-text.ts'
import { NetworkError } from '../port/network-error.ts'
import type { PublishItem } from '../port/publish-item.ts'
import { discordCapabilities } from './capabilities.ts'
import type { DiscordAccess } from './credentials.ts'
import type { DiscordPost } from './wire.ts'

const suppressEmbeds = 1 << 2
const suppressNotifications = 1 << 12
// https://discord.com/developers/docs/resources/message#create-message (2026-11-23)
const mostRequestBytes = 25 * 1_024 * 1_024

/** What pings nobody, whatever it says. A webhook has no answers, so the parts of a thread are further messages there. */
export function toDiscordPost({ item, kind, clientKey }: { item: PublishItem; kind: DiscordAccess['kind']; clientKey: string }): DiscordPost {
  const { media, options, text } = item
  if (media.length === 0) requireText({ item, displayName: discordCapabilities.displayName })
  if (media.reduce((sum, { byteSize }) => sum + byteSize, 0) > mostRequestBytes) {
    throw new NetworkError({ kind: 'media_rejected', message: 'Discord takes 25 MiB of media in one message. Use smaller files, or fewer.' })
  }
  const flags = (options.linkPreview === false ? suppressEmbeds : 0) | (options.silent === true ? suppressNotifications : 0)
  return {
    ...(text === '' ? {} : { content: text }),
    allowed_mentions: { parse: [] },
    ...(flags === 0 ? {} : { flags }),
    ...(media.length === 0 ? {} : { attachments: media.map(toAttachment) }),
    ...(kind === 'bot' ? ofBot({ item, clientKey }) : ofWebhook(item)),
  }
}

const toAttachment = ({ filename, altText }: PublishItem['media'][number], id: number) => ({ id, filename, ...(altText ? { description: altText } : {}) })

const ofBot = ({ item, clientKey }: { item: PublishItem; clientKey: string }): Partial<DiscordPost> => ({
  nonce: toNonce(clientKey),
  enforce_nonce: true,
  ...(item.parent ? { message_reference: { message_id: item.parent.remoteId } } : {}),
})

function ofWebhook({ options: { username, avatarUrl } }: PublishItem): Partial<DiscordPost> {
  return {
    ...(typeof username === 'string' && username !== '' ? { username } : {}),
    ...(typeof avatarUrl === 'string' && avatarUrl !== '' ? { avatar_url: avatarUrl } : {}),
  }
}

/** The same for every attempt; Discord takes 25 characters and answers a repeat within minutes with the first message. */
export const toNonce = (clientKey: string): string => createHash('sha256').update(clientKey).digest('base64url').slice(0, 25)
