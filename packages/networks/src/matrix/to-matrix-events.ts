import { requireText } from '../kit/require-text.ts'
import type { MediaFile, PublishItem } from '../port/publish-item.ts'
import { matrixCapabilities } from './capabilities.ts'
import type { MatrixEvent, MatrixMessage } from './wire.ts'

/**
 * The events of one item: each of its media, then its text. The last one has the item's own key as its transaction id, so where it is there, all are.
 * @param uris of the uploaded media, in order
 */
export function toMatrixEvents({ item, clientKey, uris }: { item: PublishItem; clientKey: string; uris: readonly string[] }): MatrixEvent[] {
  const relation = toRelation(item)
  const contents: MatrixMessage[] = item.media.map((media, no) => ({ ...toMedia({ media, uri: uris[no] ?? '' }), ...relation }))
  if (item.media.length === 0) requireText({ item, displayName: matrixCapabilities.displayName })
  if (item.text.trim() !== '') {
    contents.push({ msgtype: item.options.notice === true ? 'm.notice' : 'm.text', body: item.text, 'm.mentions': toMentions(item.text), ...relation })
  }
  return contents.map((content, no) => ({ txnId: no === contents.length - 1 ? clientKey : `${clientKey}.${no}`, content }))
}

/** Matrix has no field for alt texts; clients read out and show the body. */
function toMedia({ media: { kind, altText, filename, contentType, byteSize, width, height }, uri }: { media: MediaFile; uri: string }): MatrixMessage {
  return {
    msgtype: kind === 'video' ? 'm.video' : 'm.image',
    body: altText || filename,
    filename,
    url: uri,
    info: { mimetype: contentType, size: byteSize, ...(width && height ? { w: width, h: height } : {}) },
    'm.mentions': {},
  }
}

const userId = /(?<![\w@.])@[a-z0-9._=/+-]+:(?:[a-z0-9-]+\.)*[a-z0-9-]+(?::\d+)?/g

/** Whom the text names by their whole Matrix id: servers tell nobody else. */
function toMentions(text: string): MatrixMessage['m.mentions'] {
  const named = [...new Set(text.match(userId))]
  return named.length > 0 ? { user_ids: named } : {}
}

function toRelation({ root, parent }: PublishItem): Pick<MatrixMessage, 'm.relates_to'> {
  if (!root) return {}
  const event_id = (parent ?? root).remoteId
  return { 'm.relates_to': { rel_type: 'm.thread', event_id: root.remoteId, is_falling_back: true, 'm.in_reply_to': { event_id } } }
}
