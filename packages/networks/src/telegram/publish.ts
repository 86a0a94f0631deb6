import { NetworkError } from '../port/network-error.ts'
import { readObject, readText } from '../kit/read-json.ts'
import type { Published, PublishInput } from '../port/network-adapter.ts'
import { toPublished } from './from-telegram-response.ts'
import { toTelegramMedia } from './to-telegram-media.ts'
import { toTelegramPost } from './to-telegram-post.ts'
import type { TelegramCall } from './wire.ts'

// https://core.telegram.org/bots/api#sendphoto (2026-11-23); counted like the text, in UTF-16 units.
const mostCaption = 1_024

/**
 * One message, or media with their caption, is one call. A text that is too long for a caption follows the media as an answer to them; that the
 * media are out is remembered before it, so that they never go out twice.
 */
export async function publishTelegram({
  input: { item, progress },
  chatId,
  send,
}: {
  input: PublishInput
  chatId: string
  send: (call: TelegramCall) => Promise<unknown>
}): Promise<Published> {
  const replyTo = item.parent?.remoteId ?? null
  if (item.media.length === 0) return toPublished(await send(toTelegramPost({ item, chatId, replyTo })))
  if (item.text.length <= mostCaption) return toPublished(await send(toTelegramMedia({ item, chatId, replyTo, caption: item.text })))

  let album = readSaved(progress.get('album'))
  if (!album) {
    album = toPublished(await send(toTelegramMedia({ item, chatId, replyTo, caption: '' })))
    await progress.save('album', JSON.stringify(album))
  }
  try {
    await send(toTelegramPost({ item, chatId, replyTo: album.remoteId }))
  } catch (error) {
    throw error instanceof NetworkError ? withMediaOut(error) : error
  }
  return album
}

function withMediaOut({ kind, message, retryAfterMs, cause }: NetworkError): NetworkError {
  const told = `The media are public in Telegram already, but the text that belongs to them is not sure to be. ${message}`
  return new NetworkError({ kind, message: told, cause, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) })
}

function readSaved(saved: string | undefined): Published | undefined {
  if (saved === undefined) return undefined
  const { remoteId, url } = readObject(JSON.parse(saved))
  const id = readText(remoteId)
  return id === null ? undefined : { remoteId: id, url: readText(url) }
}
