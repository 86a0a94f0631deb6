import { escapeHtml } from '../kit/escape-html.ts'
import { findLinks } from '../kit/find-links.ts'
import { toParagraphs } from '../kit/to-paragraphs.ts'
import { NetworkError } from '../port/network-error.ts'
import type { PublishItem } from '../port/publish-item.ts'
import type { GhostPost } from './wire.ts'

const visibilities = ['public', 'members', 'paid'] as const

/** The title, without which nothing is sent, and a text or media under it. */
export function requireTitle(item: PublishItem): string {
  const title = item.title?.trim()
  if (!title) throw new NetworkError({ kind: 'content_rejected', message: 'Ghost takes no post without a title. Give the post a title and post again.' })
  if (item.text.trim() === '' && item.media.length === 0) {
    throw new NetworkError({ kind: 'content_rejected', message: 'There is neither a text nor an image. Write something and post again.' })
  }
  return title
}

/** @param imageUrls of the item's media, in order: the first is the feature image, the others stand under the text */
export function toGhostPost({ item, slug, imageUrls }: { item: PublishItem; slug: string; imageUrls: readonly string[] }): GhostPost {
  const { status, tags, excerpt, canonicalUrl, visibility } = item.options
  const [featured, ...others] = imageUrls
  const [altText, ...otherAltTexts] = item.media.map((file) => file.altText)
  const paragraphs = [item.text, ...item.rest].flatMap((text, index) => toParagraphs({ text, facets: index === 0 ? item.facets : findLinks(text) }))
  const names = (Array.isArray(tags) ? tags : []).map((name) => String(name).trim()).filter((name) => name !== '')
  const shownTo = visibilities.find((each) => each === visibility)
  return {
    title: requireTitle(item),
    slug,
    status: status === 'draft' ? 'draft' : 'published',
    html: [...paragraphs.map((html) => `<p>${html}</p>`), ...others.map((url, index) => toFigure({ url, altText: otherAltTexts[index] ?? '' }))].join('\n'),
    ...(featured === undefined ? {} : { feature_image: featured, ...(altText ? { feature_image_alt: altText } : {}) }),
    ...(names.length > 0 ? { tags: names.map((name) => ({ name })) } : {}),
    ...(typeof excerpt === 'string' && excerpt.trim() !== '' ? { custom_excerpt: excerpt } : {}),
    ...(typeof canonicalUrl === 'string' && canonicalUrl !== '' ? { canonical_url: canonicalUrl } : {}),
    ...(shownTo ? { visibility: shownTo } : {}),
  }
}

const toFigure = ({ url, altText }: { url: string; altText: string }) =>
  `<figure class="kg-card kg-image-card"><img class="kg-image" src="${escapeHtml(url)}" alt="${escapeHtml(altText)}"></figure>`
