import { requirePublicUrl } from '../kit/require-public-url.ts'
import { readText } from '../kit/read-json.ts'
import { requireText } from '../kit/require-text.ts'
import { NetworkError } from '../port/network-error.ts'
import type { MediaFile, PublishItem } from '../port/publish-item.ts'
import { threadsCapabilities } from './capabilities.ts'
import type { ThreadsContainer } from './wire.ts'

const { displayName } = threadsCapabilities

/** What is made of an item: one container, and before it one for each medium where there are several. */
export type ThreadsContainers = { children: ThreadsContainer[]; post: ThreadsContainer }

export function toThreadsContainers({ item, apiUrl }: { item: PublishItem; apiUrl: string }): ThreadsContainers {
  const text = item.media.length === 0 ? requireText({ item, displayName }) : item.text
  const shared = { ...(text === '' ? {} : { text }), ...place(item), ...readOptions(item) }
  const media = item.media.map((file) => toMediaContainer({ file, apiUrl }))
  const [first, second] = media
  if (first === undefined) return { children: [], post: { media_type: 'TEXT', ...shared } }
  if (second === undefined) return { children: [], post: { ...first, ...shared } }
  return { children: media.map((each) => ({ ...each, is_carousel_item: 'true' })), post: { media_type: 'CAROUSEL', ...shared } }
}

function toMediaContainer({ file, apiUrl }: { file: MediaFile; apiUrl: string }): ThreadsContainer {
  const url = requirePublicUrl({ file, displayName, apiUrl })
  const altText = file.altText ? { alt_text: file.altText } : {}
  return file.kind === 'video' ? { media_type: 'VIDEO', video_url: url, ...altText } : { media_type: 'IMAGE', image_url: url, ...altText }
}

const place = ({ parent }: PublishItem) => (parent === null ? {} : { reply_to_id: parent.remoteId })

/** What a post says for Threads holds for its beginning. */
function readOptions({ kind, options }: PublishItem): Pick<ThreadsContainer, 'topic_tag' | 'reply_control'> {
  if (kind !== 'post') return {}
  const [topic, replyControl] = [readText(options.topicTag)?.replace(/^#/, '') ?? null, readText(options.replyControl)]
  if (topic !== null && (/[.&]/.test(topic) || topic.length > 50 || topic === '')) {
    throw new NetworkError({ kind: 'content_rejected', message: '`topicTag` must be 1 to 50 characters without a full stop or &. Correct it and post again.' })
  }
  return { ...(topic === null ? {} : { topic_tag: topic }), ...(replyControl === null ? {} : { reply_control: replyControl }) }
}
