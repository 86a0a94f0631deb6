import { hash } from 'node:crypto'
import { readObject, readText } from '../kit/read-value.ts'
import { showLinkedMedia, showMedia } from '../kit/show-media.ts'
import type { ShelvedMedia } from '../media/create-media-shelf.ts'
import type { PublishedItem, PublishedMedia } from '../ledger/published-item.ts'
import type { Answer } from '../server/answer.ts'
import type { Exchange } from '../server/exchange.ts'
import type { Route } from '../server/network.ts'
import { refuseMatrix } from './matrix-errors.ts'
import { requireInRoom, userOf, type JoinedRooms } from './rooms.ts'

const room = '/_matrix/client/v3/rooms/:roomId'

/** https://spec.matrix.org/latest/client-server-api/#sending-events-to-a-room */
export function eventRoutes({ joined, media }: { joined: JoinedRooms; media: ReadonlyMap<string, ShelvedMedia> }): Route[] {
  const byTransaction = new Map<string, string>()

  const send = (exchange: Exchange): Answer => {
    const { request, params, token, world } = exchange
    const { roomId = '', txnId = '' } = params
    requireInRoom({ exchange, roomId, joined })
    const transaction = `${token}\n${roomId}\n${txnId}`
    const known = byTransaction.get(transaction)
    if (known && world.ledger.find({ network: 'matrix', id: known })) return { status: 200, json: { event_id: known } }
    if (request.bytes.length > 65_000) throw refuseMatrix({ status: 413, errcode: 'M_TOO_LARGE', error: 'event too large' })
    const { body: content } = request
    const [type, body] = [readText(content.msgtype), readText(content.body)]
    if (type === null) throw refuseMatrix({ status: 400, errcode: 'M_BAD_JSON', error: "'msgtype' not in content" })
    if (body === null) throw refuseMatrix({ status: 400, errcode: 'M_BAD_JSON', error: "'body' not in content" })
    const relation = readObject(content['m.relates_to'])
    const id = `$${hash('sha256', `${roomId} ${world.nextNumber()}`, 'base64url')}`
    exchange.publish({
      id,
      text: body,
      target: roomId,
      parentId: relation.rel_type === 'm.replace' ? null : (readText(relation.event_id) ?? readText(readObject(relation['m.in_reply_to']).event_id)),
      media: readMedia({ content, body, media }),
      url: `https://matrix.to/#/${encodeURIComponent(roomId)}/${encodeURIComponent(id)}`,
      clientKey: txnId,
      record: content,
    })
    byTransaction.set(transaction, id)
    return { status: 200, json: { event_id: id } }
  }
  const find = ({ params, world }: Exchange): PublishedItem => {
    const item = world.ledger.find({ network: 'matrix', id: params.eventId ?? '' })
    if (item === undefined || item.target !== params.roomId) throw refuseMatrix({ status: 404, errcode: 'M_NOT_FOUND', error: 'Event not found.' })
    return item
  }

  return [
    { method: 'PUT', path: `${room}/send/m.room.message/:txnId`, operation: 'create', handle: send },
    { method: 'GET', path: `${room}/event/:eventId`, operation: 'check', handle: (exchange) => ({ status: 200, json: showEvent(find(exchange)) }) },
    {
      method: 'GET',
      path: `${room}/messages`,
      operation: 'check',
      handle: (exchange) => {
        const { account, world, params } = exchange
        requireInRoom({ exchange, roomId: params.roomId ?? '', joined })
        const limit = Math.min(100, Number(exchange.request.query.get('limit') ?? 10))
        return {
          status: 200,
          json: { start: 's0', chunk: world.ledger.newest({ network: 'matrix', account, target: params.roomId ?? '', limit }).map(showEvent) },
        }
      },
    },
    {
      method: 'PUT',
      path: `${room}/redact/:eventId/:txnId`,
      operation: 'delete',
      handle: (exchange) => {
        const item = find(exchange)
        if (item.account !== exchange.account) throw refuseMatrix({ status: 403, errcode: 'M_FORBIDDEN', error: "You don't have permission to redact events" })
        exchange.world.ledger.remove(item)
        return { status: 200, json: { event_id: `$${hash('sha256', `redact ${item.id}`, 'base64url')}` } }
      },
    },
  ]
}

function readMedia({
  content,
  body,
  media,
}: {
  content: Readonly<Record<string, unknown>>
  body: string
  media: ReadonlyMap<string, ShelvedMedia>
}): PublishedMedia[] {
  const url = readText(content.url)
  if (url === null) return []
  const stored = media.get(url)
  return [
    stored ? showMedia(stored, body) : showLinkedMedia({ url, alt: body, mimeType: readText(readObject(content.info).mimetype) ?? 'application/octet-stream' }),
  ]
}

const showEvent = ({ id, target, account, publishedAt, record }: PublishedItem): object => ({
  type: 'm.room.message',
  event_id: id,
  room_id: target,
  sender: userOf(account),
  origin_server_ts: Date.parse(publishedAt),
  content: record,
  unsigned: {},
})
