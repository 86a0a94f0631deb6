import { readNumber, readObject, readText, type Json } from '../kit/read-json.ts'
import type { Published, PublishInput } from '../port/network-adapter.ts'
import { NetworkError } from '../port/network-error.ts'
import { askMatrix } from './ask-matrix.ts'
import { readAccess } from './credentials.ts'
import { toRoomUrl } from './to-room-url.ts'

const marginMs = 60_000
const mostPages = 10

/**
 * Looks back through the account's own messages until the time the post was due, for the item's last event. Servers tell the device that sent an
 * event its transaction id; where one does not, the text is what counts. A repeat of the PUT would tell as well, but it would also post.
 */
export async function probeMatrix(input: PublishInput): Promise<Published | undefined> {
  const { roomId, userId } = readAccess(input.credentials)
  const own = userId ?? readText((await askMatrix({ input, path: '/client/v3/account/whoami' })).user_id)
  const filter = JSON.stringify({ types: ['m.room.message'], ...(own === null ? {} : { senders: [own] }) })
  const since = input.item.dueAt.getTime() - marginMs
  let from: string | null = null
  for (let page = 0; page < mostPages; page += 1) {
    const query = new URLSearchParams({ dir: 'b', limit: '50', filter, ...(from === null ? {} : { from }) })
    const answer = await askMatrix({ input, path: `/client/v3/rooms/${encodeURIComponent(roomId)}/messages?${query}` })
    const events = Array.isArray(answer.chunk) ? answer.chunk.map(readObject) : []
    const found = events.find((event) => isSame({ event, input, own, since }))
    const eventId = readText(found?.event_id)
    if (eventId !== null) return { remoteId: eventId, url: toRoomUrl({ roomId, eventId, userId }) }
    const end = readText(answer.end)
    // Some servers name no end of what there is, but say the same place again.
    if (end === null || end === from || events.some((event) => (readNumber(event.origin_server_ts) ?? since) < since)) return undefined
    from = end
  }
  throw new NetworkError({ kind: 'outcome_unknown', message: 'There are too many messages in the Matrix room to find out whether the post is there.' })
}

function isSame({ event, input: { item, clientKey }, own, since }: { event: Json; input: PublishInput; own: string | null; since: number }): boolean {
  const txnId = readText(readObject(event.unsigned).transaction_id)
  if (txnId !== null) return txnId === clientKey
  const content = readObject(event.content)
  const thread = readText(readObject(content['m.relates_to']).event_id)
  const isOwn = own !== null && event.sender === own && (readNumber(event.origin_server_ts) ?? 0) >= since
  return isOwn && item.text.trim() !== '' && content.body === item.text && thread === (item.root?.remoteId ?? null)
}
