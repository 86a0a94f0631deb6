import { readFlag, readJson, readNumber, readObject, readText } from '../kit/read-value.ts'
import { stableDigits } from '../kit/stable-id.ts'
import type { PublishedMedia } from '../ledger/published-item.ts'
import type { Exchange } from '../server/exchange.ts'
import { findChat, type Chat } from './chats.ts'
import { parseMarkup } from './parse-markup.ts'
import { refuseTelegram } from './telegram-errors.ts'

type Message = Readonly<Record<string, unknown>>

/** Publishes one message, or an album as the messages it is made of. */
export function publishMessage({
  exchange,
  text: written,
  parseMode,
  media = [],
  fields = [{}],
}: {
  exchange: Exchange
  text: string
  parseMode: unknown
  media?: readonly PublishedMedia[]
  /** What each message holds beside its text. */
  fields?: readonly Message[]
}): Message[] {
  const { world, account, request, publish } = exchange
  const { chat, target } = findChat(exchange)
  const text = parseMarkup({ text: written, mode: readText(parseMode) })
  const isCaption = media.length > 0
  if (!isCaption && text.trim() === '') throw refuseTelegram('message text is empty')
  if (text.length > (isCaption ? 1_024 : 4_096)) throw refuseTelegram(isCaption ? 'message caption is too long' : 'message is too long')
  const parentId = readParent({ exchange, target })
  const firstId = world.nextNumber()
  const ids = fields.map((_field, at) => (at === 0 ? firstId : world.nextNumber()))
  const url = chat.username ? `https://t.me/${chat.username}/${firstId}` : `https://t.me/c/${String(chat.id).replace('-100', '')}/${firstId}`
  const record = { messageIds: ids, parse_mode: parseMode ?? null, link_preview_options: readJson(request.body.link_preview_options) ?? null }
  publish({ id: `${target}/${firstId}`, text, target, parentId, media, url, record })
  const group = ids.length > 1 ? { media_group_id: stableDigits(`group ${firstId}`, 17) } : {}
  return ids.map((id, at) => ({
    message_id: id,
    ...(chat.type === 'channel' ? { sender_chat: chat } : { from: botOf(account) }),
    chat,
    date: Math.floor(world.nowMs() / 1_000),
    ...group,
    ...(at > 0 ? {} : isCaption ? (text === '' ? {} : { caption: text }) : { text }),
    ...fields[at],
  }))
}

export const botOf = (account: string) => {
  const [id = ''] = /^\d{1,15}(?=:)/.exec(account) ?? []
  const number = id === '' ? stableDigits(account, 10) : id
  return { id: Number(number), is_bot: true, first_name: `Bot ${number}`, username: `bot${number}_bot` }
}

export const messageKey = ({ chatId, messageId }: { chatId: string; messageId: number | null }): string => `${chatId}/${messageId}`

function readParent({ exchange: { request, world }, target }: { exchange: Exchange; target: string }): string | null {
  const reply = readObject(readJson(request.body.reply_parameters))
  const messageId = readNumber(reply.message_id) ?? readNumber(request.body.reply_to_message_id)
  if (messageId === null) return null
  const id = messageKey({ chatId: target, messageId })
  if (world.ledger.find({ network: 'telegram', id })) return id
  if (readFlag(reply.allow_sending_without_reply)) return null
  throw refuseTelegram('message to be replied not found')
}

export type { Chat }
