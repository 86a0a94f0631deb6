import { Feed } from 'feed'
import { escapeHtml } from './escape-html.ts'
import type { FeedEntry, FeedPage } from './find-feed.ts'

export type FeedFormat = 'atom' | 'rss' | 'json'

/** The feed in one of the machine formats. Content goes in as text, escaped. */
export function renderFeedDocument({ page, format, publicUrl }: { page: FeedPage; format: FeedFormat; publicUrl: string }): string {
  const link = `${publicUrl}/feeds/${page.slug}`
  const newest = page.entries[0]?.publishedAt ?? new Date(0)
  const feed = new Feed({
    id: link,
    link,
    title: page.name,
    description: `Posts of ${page.name}`,
    updated: newest,
    generator: 'Flow',
    copyright: '',
    feedLinks: { atom: `${link}.atom`, rss: `${link}.rss`, json: `${link}.json` },
  })
  for (const entry of page.entries) feed.addItem(toItem({ entry, link }))
  if (format === 'json')
    return JSON.stringify(
      { ...JSON.parse(feed.json1()), version: 'https://jsonfeed.org/version/1.1', items: page.entries.map((entry) => toJsonItem({ entry, link })) },
      null,
      2,
    )
  return format === 'atom' ? feed.atom1() : feed.rss2()
}

export const mediaUrl = ({ link, key }: { link: string; key: string }) => `${link}/media/${key}`

export function titleOf(entry: FeedEntry): string {
  const [line = ''] = (entry.content ?? '').trim().split('\n')
  const shown = [...line]
  return shown.length > 80 ? `${shown.slice(0, 79).join('')}…` : line || (entry.media[0]?.altText ?? 'A post of media')
}

export function toHtml({ entry, link }: { entry: FeedEntry; link: string }): string {
  const paragraphs = (entry.content ?? '')
    .split(/\n{2,}/)
    .filter((part) => part !== '')
    .map((part) => `<p>${escapeHtml(part).replaceAll('\n', '<br>')}</p>`)
  const media = entry.media.map(({ key, kind, altText }) => {
    const url = escapeHtml(mediaUrl({ link, key }))
    const text = escapeHtml(altText ?? '')
    return kind === 'image'
      ? `<img src="${url}" alt="${text}" loading="lazy">`
      : `<video src="${url}" aria-label="${text}" controls preload="metadata"></video>`
  })
  return [...paragraphs, ...media].join('\n')
}

function toItem({ entry, link }: { entry: FeedEntry; link: string }) {
  const [first] = entry.media
  const url = `${link}/${entry.clientKey}`
  return {
    id: url,
    link: url,
    title: escapeHtml(titleOf(entry)),
    content: toHtml({ entry, link }),
    date: entry.publishedAt,
    published: entry.publishedAt,
    ...(first ? { enclosure: { url: mediaUrl({ link, key: first.key }), type: first.contentType, length: first.byteSize } } : {}),
  }
}

function toJsonItem({ entry, link }: { entry: FeedEntry; link: string }) {
  const url = `${link}/${entry.clientKey}`
  return {
    id: url,
    url,
    content_text: entry.content ?? '',
    content_html: toHtml({ entry, link }),
    date_published: entry.publishedAt.toISOString(),
    attachments: entry.media.map(({ key, contentType, byteSize, altText }) => ({
      url: mediaUrl({ link, key }),
      mime_type: contentType,
      size_in_bytes: byteSize,
      ...(altText ? { title: altText } : {}),
    })),
  }
}
