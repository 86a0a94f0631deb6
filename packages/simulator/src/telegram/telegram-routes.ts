import { readJson, readList, readNumber, readObject, readText } from '../kit/read-value.ts'
import type { Answer } from '../server/answer.ts'
import type { Exchange } from '../server/exchange.ts'
import type { Route } from '../server/network.ts'
import type { Operation } from '../server/operation.ts'
import { findChat } from './chats.ts'
import { botOf, messageKey, publishMessage } from './publish-message.ts'
import { readFile, type FileKind } from './read-file.ts'
import { refuseTelegram } from './telegram-errors.ts'

/** A method by GET or POST; each of its parameters comes in the query, a form or JSON. */
function method(name: string, operation: Operation, run: (exchange: Exchange) => unknown): Route[] {
  const handle = (exchange: Exchange): Answer => {
    const { request } = exchange
    const body = { ...Object.fromEntries(request.query), ...request.body }
    return { status: 200, json: { ok: true, result: run({ ...exchange, request: { ...request, body } }) } }
  }
  return (['GET', 'POST'] as const).map((verb) => ({ method: verb, path: `/bot:token/${name}`, operation, handle }))
}

/** https://core.telegram.org/bots/api, read 2026-11-23 */
export const telegramRoutes: readonly Route[] = [
  ...method('getMe', 'describe', ({ account }) => ({ ...botOf(account), can_join_groups: true, can_read_all_group_messages: false })),
  ...method('getChat', 'describe', (exchange) => findChat(exchange).chat),
  ...method('getChatMember', 'describe', (exchange) => {
    findChat(exchange)
    const id = readNumber(exchange.request.body.user_id)
    const bot = botOf(exchange.account)
    if (id !== bot.id) return { user: { id, is_bot: false, first_name: `Person ${id}` }, status: 'member' }
    return { user: bot, status: 'administrator', can_be_edited: false, can_post_messages: true, can_edit_messages: true, can_delete_messages: true }
  }),
  ...method('sendMessage', 'create', (exchange) => {
    const { text, parse_mode: parseMode } = exchange.request.body
    return publishMessage({ exchange, text: readText(text) ?? '', parseMode })[0]
  }),
  ...method('sendPhoto', 'create', (exchange) => sendFile(exchange, 'photo')),
  ...method('sendVideo', 'create', (exchange) => sendFile(exchange, 'video')),
  ...method('sendMediaGroup', 'create', (exchange) => {
    const items = readList(readJson(exchange.request.body.media)).map(readObject)
    if (items.length < 2) throw refuseTelegram('there must be at least 2 media in an album')
    if (items.length > 10) throw refuseTelegram('too many messages to send as an album')
    const kinds = items.map(({ type }) => readKind(type))
    const isMixed = kinds.some((kind) => kind !== kinds[0] && !(isVisual(kind) && isVisual(kinds[0])))
    if (isMixed) throw refuseTelegram("can't mix different media types in an album")
    const media = items.map(({ media: value }, at) => readFile({ exchange, kind: kinds[at] ?? 'photo', value, field: '' }))
    const captioned = items.find(({ caption }) => readText(caption)) ?? {}
    const text = readText(captioned.caption) ?? ''
    return publishMessage({
      exchange,
      text,
      parseMode: captioned.parse_mode,
      media,
      fields: kinds.map((kind, at) => ({ [kind]: fileOf({ exchange, kind, at }) })),
    })
  }),
  ...method('deleteMessage', 'delete', (exchange) => {
    const { target } = findChat(exchange)
    const id = messageKey({ chatId: target, messageId: readNumber(exchange.request.body.message_id) })
    const item = exchange.world.ledger.find({ network: 'telegram', id })
    if (item === undefined) throw refuseTelegram('message to delete not found')
    exchange.world.ledger.remove(item)
    return true
  }),
]

function sendFile(exchange: Exchange, kind: FileKind): unknown {
  const { body } = exchange.request
  const media = [readFile({ exchange, kind, value: body[kind], field: kind })]
  return publishMessage({
    exchange,
    text: readText(body.caption) ?? '',
    parseMode: body.parse_mode,
    media,
    fields: [{ [kind]: fileOf({ exchange, kind, at: 0 }) }],
  })[0]
}

function fileOf({ exchange, kind, at }: { exchange: Exchange; kind: FileKind; at: number }): unknown {
  const id = `file_${exchange.world.nowMs().toString(36)}${at}`
  const file = { file_id: id, file_unique_id: `u${id}` }
  return kind === 'photo' ? [{ ...file, width: 1_280, height: 720 }] : { ...file, width: 1_280, height: 720, duration: 1 }
}

const isVisual = (kind: FileKind | undefined): boolean => kind === 'photo' || kind === 'video'

function readKind(type: unknown): FileKind {
  if (type === 'photo' || type === 'video' || type === 'document' || type === 'audio') return type
  throw refuseTelegram("can't parse InputMedia: type must be photo, video, document or audio")
}
