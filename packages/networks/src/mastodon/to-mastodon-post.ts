import { requireText } from '../kit/require-text.ts'
import { NetworkError } from '../port/network-error.ts'
import type { PublishItem } from '../port/publish-item.ts'
import { mastodonCapabilities } from './capabilities.ts'
import type { MastodonPost } from './wire.ts'

const usualPollSeconds = 86_400

export function toMastodonPost({ item, mediaIds }: { item: PublishItem; mediaIds: string[] }): MastodonPost {
  const { text, parent, options } = item
  const { contentWarning, language, sensitive } = options
  const poll = toPoll(item)
  return {
    status: text,
    visibility: toVisibility(item),
    ...(mediaIds.length > 0 ? { media_ids: mediaIds } : {}),
    ...(parent === null ? {} : { in_reply_to_id: parent.remoteId }),
    ...(typeof contentWarning === 'string' && contentWarning !== '' ? { spoiler_text: contentWarning } : {}),
    ...(sensitive === true ? { sensitive } : {}),
    ...(typeof language === 'string' && language !== '' ? { language } : {}),
    ...(poll === null ? {} : { poll }),
  }
}

/** Public timelines show the first part of a thread alone. */
export function toVisibility({ kind, options: { visibility } }: PublishItem): string {
  const asked = typeof visibility === 'string' && visibility !== '' ? visibility : 'public'
  return asked === 'public' && kind !== 'post' ? 'unlisted' : asked
}

/** Refuses what no server takes, before anything is uploaded. */
export function refuseWhatCantGo(item: PublishItem): void {
  const { media } = item
  if (media.length === 0) requireText({ item, displayName: mastodonCapabilities.displayName })
  const poll = toPoll(item)
  if (poll !== null && media.length > 0) {
    throw new NetworkError({ kind: 'content_rejected', message: 'Mastodon takes no media beside a poll. Leave out the media or the option pollOptions.' })
  }
  if (media.length > 1 && media.some(({ kind }) => kind === 'video')) {
    throw new NetworkError({ kind: 'media_rejected', message: 'Mastodon takes one video, or several images. Leave the other media out.' })
  }
}

function toPoll({ kind, options: { pollOptions, pollSeconds, pollMultiple } }: PublishItem): NonNullable<MastodonPost['poll']> | null {
  if (kind !== 'post' || !Array.isArray(pollOptions) || pollOptions.length === 0) return null
  if (pollOptions.length < 2) {
    throw new NetworkError({ kind: 'content_rejected', message: 'A poll has two to four answers. Add one to the option pollOptions, or leave it out.' })
  }
  return {
    options: pollOptions.map(String),
    expires_in: typeof pollSeconds === 'number' ? pollSeconds : usualPollSeconds,
    multiple: pollMultiple === true,
  }
}
