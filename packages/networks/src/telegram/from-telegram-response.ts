import { readNumber, readObject, readText } from '../kit/read-json.ts'
import type { Account } from '../port/credentials.ts'
import type { Published } from '../port/network-adapter.ts'
import { NetworkError } from '../port/network-error.ts'

/** A chat of `getChat` as the account that is posted to. */
export function toAccount(result: unknown): Account {
  const chat = readObject(result)
  const id = readNumber(chat.id)
  if (id === null) throw new NetworkError({ kind: 'unavailable', message: 'Telegram did not say which chat this is.' })
  const username = readText(chat.username)
  const displayName = readText(chat.title) ?? readText(chat.first_name) ?? username ?? String(id)
  return { remoteId: String(id), handle: username && `@${username}`, displayName, url: username && `https://t.me/${username}`, expiresAt: null }
}

/** A message, or the first of an album. Its address exists in public chats and, for members, in channels and supergroups (-100...). */
export function toPublished(result: unknown): Published {
  const message = readObject(Array.isArray(result) ? result[0] : result)
  const chat = readObject(message.chat)
  const [messageId, chatId, username] = [readNumber(message.message_id), readNumber(chat.id), readText(chat.username)]
  if (messageId === null) {
    throw new NetworkError({ kind: 'outcome_unknown', message: 'Telegram took the post, but its answer did not say which message it became.' })
  }
  const [, inside] = /^-100(\d+)$/.exec(String(chatId)) ?? []
  const place = username ?? (inside === undefined ? null : `c/${inside}`)
  return { remoteId: String(messageId), url: place === null ? null : `https://t.me/${place}/${messageId}` }
}
