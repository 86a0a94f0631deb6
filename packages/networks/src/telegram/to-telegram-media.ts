import { NetworkError } from '../port/network-error.ts'
import type { MediaFile, PublishItem } from '../port/publish-item.ts'
import { toTarget } from './to-target.ts'
import type { TelegramCall } from './wire.ts'

const isAnimation = ({ contentType }: MediaFile) => contentType === 'image/gif'

/** One medium as a message of its own, several as an album whose first one bears the caption. */
export function toTelegramMedia({
  item,
  chatId,
  replyTo,
  caption,
}: {
  item: PublishItem
  chatId: string
  replyTo: string | null
  caption: string
}): TelegramCall {
  const target = toTarget({ item, chatId, replyTo })
  const said = caption === '' ? {} : { caption }
  const [first, ...others] = item.media
  if (first && others.length === 0) {
    const [method, name] = kindOf(first)
    return { method, fields: { ...target, ...said, ...shape(first) }, files: [{ name, media: first }] }
  }
  if (item.media.some(isAnimation)) {
    throw new NetworkError({ kind: 'media_rejected', message: 'Telegram takes a GIF only by itself. Post it alone, or leave it out of the album.' })
  }
  const files = item.media.map((media, no) => ({ name: `file${no}`, media }))
  const media = files.map(({ name, media: file }, no) => ({
    type: file.kind === 'video' ? 'video' : 'photo',
    media: `attach://${name}`,
    ...shape(file),
    ...(no === 0 ? said : {}),
  }))
  return { method: 'sendMediaGroup', fields: { ...target, media }, files }
}

function kindOf(media: MediaFile): ['sendVideo' | 'sendAnimation' | 'sendPhoto', string] {
  if (media.kind === 'video') return ['sendVideo', 'video']
  return isAnimation(media) ? ['sendAnimation', 'animation'] : ['sendPhoto', 'photo']
}

function shape({ kind, width, height }: MediaFile): Record<string, unknown> {
  if (kind !== 'video') return {}
  return { ...(width && height ? { width, height } : {}), supports_streaming: true }
}
