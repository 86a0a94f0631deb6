import { readText } from '../kit/read-json.ts'
import type { Published, PublishInput } from '../port/network-adapter.ts'
import { NetworkError } from '../port/network-error.ts'
import { askMatrix } from './ask-matrix.ts'
import { readAccess } from './credentials.ts'
import { toMatrixEvents } from './to-matrix-events.ts'
import { toRoomUrl } from './to-room-url.ts'
import { uploadMedia } from './upload-media.ts'

/**
 * Sends the item's events in order. Each has a transaction id of its own, so one that was sent already is not sent again by a repeat; those that
 * were answered are remembered besides, since servers forget transactions after a while.
 */
export async function publishMatrix(input: PublishInput): Promise<Published> {
  const { item, clientKey, credentials, progress } = input
  const { roomId, userId } = readAccess(credentials)
  // Judged before anything is uploaded.
  if (item.media.length === 0) toMatrixEvents({ item, clientKey, uris: [] })
  const uris: string[] = []
  for (const [no, media] of item.media.entries())
    uris.push(progress.get(`media${no}`) ?? (await progress.save(`media${no}`, await uploadMedia({ input, media }))))
  let eventId = ''
  for (const { txnId, content } of toMatrixEvents({ item, clientKey, uris })) {
    const saved = progress.get(txnId)
    if (saved === undefined) {
      const path = `/client/v3/rooms/${encodeURIComponent(roomId)}/send/m.room.message/${encodeURIComponent(txnId)}`
      const answer = await askMatrix({ input, method: 'PUT', path, json: content, isWrite: true })
      eventId = readEventId(answer.event_id)
      await progress.save(txnId, eventId)
    } else eventId = saved
  }
  return { remoteId: eventId, url: toRoomUrl({ roomId, eventId, userId }) }
}

function readEventId(value: unknown): string {
  const eventId = readText(value)
  if (eventId !== null) return eventId
  throw new NetworkError({ kind: 'outcome_unknown', message: 'The Matrix server took the post, but its answer did not say which event it became.' })
}
