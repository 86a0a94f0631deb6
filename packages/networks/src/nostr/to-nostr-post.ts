import type { EventTemplate } from 'nostr-tools/pure'
import { toSlug } from '../kit/to-slug.ts'
import { NetworkError } from '../port/network-error.ts'
import type { OptionValue } from '../port/option-field.ts'
import type { MediaFile, PublishItem } from '../port/publish-item.ts'
import { toReplyTags } from './to-reply-tags.ts'
import { articleKind, type NostrMedia, type NostrTags } from './wire.ts'

/** A file with the place where everybody can see it. */
export type PlacedMedia = { file: MediaFile; media: NostrMedia }

type Post = { item: PublishItem; placed: readonly PlacedMedia[]; clientKey: string; pubkey: string; relay: string; now: Date }

/** The event for an item, not yet signed. */
export function toNostrPost({ item, placed, clientKey, pubkey, relay, now }: Post): EventTemplate {
  const created_at = Math.floor(now.getTime() / 1_000)
  const { contentWarning } = item.options
  const shared = [...toTopics(item), ...placed.map(toImeta), ...(isFilled(contentWarning) ? [['content-warning', contentWarning]] : [])]
  if (isArticle(item)) {
    const { content, tags } = toArticle({ item, placed, clientKey, created_at })
    return { kind: articleKind, created_at, content, tags: [...tags, ...shared] }
  }
  const { kind, tags } = toReplyTags({ item, pubkey, relay })
  return { kind, created_at, content: joinFilled([item.text, ...placed.map(({ media }) => media.url)]), tags: [...tags, ...shared] }
}

const isArticle = ({ kind, options }: PublishItem) => kind === 'post' && options.format === 'article'

/** What can't be sent at all is refused before any upload. */
export function assertSendable(item: PublishItem): void {
  if (item.text.trim() === '' && item.media.length === 0) {
    throw new NetworkError({ kind: 'content_rejected', message: 'There is neither a text nor a media. Write something and post again.' })
  }
  if (isArticle(item) && !item.title?.trim()) {
    throw new NetworkError({
      kind: 'content_rejected',
      message: 'An article on Nostr has a title. Give the post a title, or the format "note", and post again.',
    })
  }
}

// NIP-23. The first image is the article's own; apps show it above the text.
function toArticle({ item, placed, clientKey, created_at }: Pick<Post, 'item' | 'placed' | 'clientKey'> & { created_at: number }): {
  content: string
  tags: NostrTags
} {
  const title = item.title?.trim() ?? ''
  const image = placed.find(({ file }) => file.kind === 'image')
  const others = placed.filter((each) => each !== image)
  const { summary } = item.options
  return {
    content: joinFilled([item.text, ...others.map(toMarkdown)]),
    tags: [
      ['d', toSlug({ title, clientKey })],
      ['title', title],
      ['published_at', String(created_at)],
      ...(isFilled(summary) ? [['summary', summary]] : []),
      ...(image ? [['image', image.media.url]] : []),
    ],
  }
}

const toMarkdown = ({ file: { kind, altText }, media: { url } }: PlacedMedia) =>
  kind === 'image' ? `![${oneLine(altText ?? '').replace(/[\\[\]]/g, '\\$&')}](${url})` : url

const toTopics = ({ facets }: PublishItem): NostrTags =>
  [...new Set(facets.filter(({ kind }) => kind === 'tag').map(({ value }) => value.toLowerCase()))].map((topic) => ['t', topic])

// NIP-92: of each file what an app may want to know before it fetches it.
function toImeta({ file: { contentType, width, height, altText }, media: { url, sha256 } }: PlacedMedia): string[] {
  return [
    'imeta',
    `url ${url}`,
    `m ${contentType}`,
    ...(sha256 === null ? [] : [`x ${sha256}`]),
    ...(width === null || height === null ? [] : [`dim ${width}x${height}`]),
    ...(altText ? [`alt ${oneLine(altText)}`] : []),
  ]
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim()
const joinFilled = (parts: readonly string[]) => parts.filter((part) => part.trim() !== '').join('\n\n')
const isFilled = (value: OptionValue | undefined): value is string => typeof value === 'string' && value.trim() !== ''
