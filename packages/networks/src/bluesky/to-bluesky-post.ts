import { NetworkError } from '../port/network-error.ts'
import type { PublishItem, Remote } from '../port/publish-item.ts'
import type { BlueskyFacet, BlueskyPost, Embed, MediaEmbed, StrongRef } from './wire.ts'

export function toBlueskyPost({
  item,
  createdAt,
  facets,
  media,
  quote,
}: {
  item: PublishItem
  createdAt: string
  facets: BlueskyFacet[]
  media: MediaEmbed | null
  quote: StrongRef | null
}): BlueskyPost {
  const { languages, contentWarning } = item.options
  const embed = toEmbed({ media: media ?? toLinkCard(item), quote })
  const isThreaded = item.parent !== null
  return {
    $type: 'app.bsky.feed.post',
    text: item.text,
    createdAt,
    ...(Array.isArray(languages) && languages.length > 0 ? { langs: languages.map(String) } : {}),
    ...(facets.length > 0 ? { facets } : {}),
    ...(isThreaded ? { reply: { root: toStrongRef(item.root ?? item.parent), parent: toStrongRef(item.parent) } } : {}),
    ...(embed === null ? {} : { embed }),
    ...(typeof contentWarning === 'string' && contentWarning !== ''
      ? { labels: { $type: 'com.atproto.label.defs#selfLabels', values: [{ val: contentWarning }] } }
      : {}),
  }
}

/** The first link as a card; pages are not fetched for it. What the post says of its link is not said of those of other parts. */
function toLinkCard({ kind, links, options }: PublishItem): MediaEmbed | null {
  const uri = links.find((link) => URL.canParse(link))
  if (uri === undefined) return null
  const { linkTitle, linkDescription } = kind === 'post' ? options : {}
  const title = typeof linkTitle === 'string' && linkTitle !== '' ? linkTitle : new URL(uri).host.replace(/^www\./, '')
  return { $type: 'app.bsky.embed.external', external: { uri, title, description: typeof linkDescription === 'string' ? linkDescription : '' } }
}

function toEmbed({ media, quote }: { media: MediaEmbed | null; quote: StrongRef | null }): Embed | null {
  if (quote === null) return media
  const record = { $type: 'app.bsky.embed.record', record: quote } as const
  return media === null ? record : { $type: 'app.bsky.embed.recordWithMedia', record, media }
}

function toStrongRef(remote: Remote | null): StrongRef {
  const { uri, cid } = remote?.ref ?? {}
  if (uri === undefined || cid === undefined) {
    throw new NetworkError({ kind: 'content_rejected', message: 'Flow does not know which post of the thread this one answers. Post it anew.' })
  }
  return { uri, cid }
}
