import { escapeHtml } from '../kit/escape-html.ts'
import { toPlainHtml } from './to-plain-html.ts'
import { findLinks } from '../kit/find-links.ts'
import { toParagraphs } from '../kit/to-paragraphs.ts'
import { NetworkError } from '../port/network-error.ts'
import type { MediaFile, PublishItem } from '../port/publish-item.ts'
import type { WordPressMedia, WordPressPost } from './wire.ts'

/** A file with what the site made of it. */
export type PlacedMedia = { file: MediaFile; media: WordPressMedia }

const statuses = ['publish', 'draft', 'pending', 'private'] as const

/** The title, without which nothing is sent, and a text or media under it. */
export function requireTitle(item: PublishItem): string {
  const title = item.title?.trim()
  if (!title) throw new NetworkError({ kind: 'content_rejected', message: 'WordPress takes no post without a title. Give the post a title and post again.' })
  if (item.text.trim() === '' && item.media.length === 0) {
    throw new NetworkError({ kind: 'content_rejected', message: 'There is neither a text nor a media. Write something and post again.' })
  }
  return title
}

/** A post of blocks. The first image is its featured one, which themes show themselves; all other media stand under the text. */
export function toWordPressPost({
  item,
  slug,
  placed,
  categories,
  tags,
}: {
  item: PublishItem
  slug: string
  placed: readonly PlacedMedia[]
  categories: number[]
  tags: number[]
}): WordPressPost {
  const { excerpt, status } = item.options
  const featured = placed.find(({ file }) => file.kind === 'image')
  const paragraphs = [item.text, ...item.rest].flatMap((text, index) =>
    toParagraphs({ text, facets: index === 0 ? item.facets : findLinks(text), toHtml: toSafeHtml }),
  )
  return {
    title: toPlainHtml(requireTitle(item)),
    slug,
    status: statuses.find((each) => each === status) ?? 'publish',
    content: [...paragraphs.map(toParagraphBlock), ...placed.filter((each) => each !== featured).map(toMediaBlock)].join('\n\n'),
    ...(typeof excerpt === 'string' && excerpt.trim() !== '' ? { excerpt: toPlainHtml(excerpt) } : {}),
    ...(featured ? { featured_media: featured.media.id } : {}),
    ...(categories.length > 0 ? { categories } : {}),
    ...(tags.length > 0 ? { tags } : {}),
  }
}

// A bracket may begin a shortcode, which a plugin would act on.
const toSafeHtml = (text: string) => escapeHtml(text).replaceAll('[', '&#091;')

const toParagraphBlock = (html: string) => `<!-- wp:paragraph -->\n<p>${html}</p>\n<!-- /wp:paragraph -->`

function toMediaBlock({ file: { kind, altText }, media: { id, url } }: PlacedMedia): string {
  const inner =
    kind === 'image'
      ? `<img src="${toSafeHtml(url)}" alt="${toSafeHtml(altText ?? '')}" class="wp-image-${id}"/>`
      : `<video controls src="${toSafeHtml(url)}"></video>`
  return `<!-- wp:${kind} {"id":${id}} -->\n<figure class="wp-block-${kind}">${inner}</figure>\n<!-- /wp:${kind} -->`
}
