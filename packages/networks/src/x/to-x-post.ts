import { readNumber, readText } from '../kit/read-json.ts'
import { requireText } from '../kit/require-text.ts'
import { NetworkError } from '../port/network-error.ts'
import type { PublishItem } from '../port/publish-item.ts'
import { xCapabilities } from './capabilities.ts'
import type { XPost } from './wire.ts'

const statusUrl = /^https:\/\/(?:www\.|mobile\.)?(?:x|twitter)\.com\/[^/?#]+(?:\/web)?\/status\/(\d{1,19})(?:[/?#].*)?$/
const dayMinutes = 1_440

/** @throws NetworkError where the parts of the post don't go together, so that it is asked before the media are sent */
export function toXPost(item: PublishItem): XPost {
  const text = item.media.length === 0 ? requireText({ item, displayName: xCapabilities.displayName }) : item.text
  const shared = { ...(text === '' ? {} : { text }) }
  if (item.media.length > 1 && item.media.some(({ contentType }) => contentType === 'image/gif')) {
    throw new NetworkError({ kind: 'media_rejected', message: 'X takes a GIF only by itself. Leave out the other media, or the GIF.' })
  }
  // Whatever a post says for X holds for its beginning: replies to it have no quote, poll or setting of their own.
  if (item.kind !== 'post') return { ...shared, ...(item.parent === null ? {} : { reply: { in_reply_to_tweet_id: item.parent.remoteId } }) }
  const { options } = item
  const quoted = quotedId(item)
  const poll = readPoll(item)
  const replySettings = readText(options.replySettings)
  if (poll !== null && (item.media.length > 0 || quoted !== null)) {
    throw new NetworkError({ kind: 'content_rejected', message: 'X takes no poll together with media or a quote. Leave out `pollOptions`, or the others.' })
  }
  if (quoted !== null && item.media.length > 0) {
    throw new NetworkError({ kind: 'content_rejected', message: 'X takes no quote together with media. Leave out `quoteUrl`, or the media.' })
  }
  return {
    ...shared,
    ...(quoted === null ? {} : { quote_tweet_id: quoted }),
    ...(replySettings === null ? {} : { reply_settings: replySettings }),
    ...(poll === null ? {} : { poll }),
    ...(options.madeWithAi === true ? { made_with_ai: true } : {}),
    ...(options.paidPartnership === true ? { paid_partnership: true } : {}),
  }
}

function quotedId({ options }: PublishItem): string | null {
  const url = readText(options.quoteUrl)
  if (url === null) return null
  const [, id] = statusUrl.exec(url) ?? []
  if (id !== undefined) return id
  throw new NetworkError({ kind: 'content_rejected', message: '`quoteUrl` is no address of a post on X, such as https://x.com/name/status/123. Correct it.' })
}

function readPoll({ options: { pollOptions, pollMinutes } }: PublishItem): NonNullable<XPost['poll']> | null {
  const answers = Array.isArray(pollOptions) ? pollOptions : []
  if (answers.length === 0) return null
  if (answers.length === 1 || answers.length > 4) {
    throw new NetworkError({ kind: 'content_rejected', message: '`pollOptions` must be two to four answers. Correct it and post again.' })
  }
  return { options: [...answers], duration_minutes: readNumber(pollMinutes) ?? dayMinutes }
}
