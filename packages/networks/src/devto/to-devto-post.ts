import { requirePublicUrl } from '../kit/require-public-url.ts'
import { NetworkError } from '../port/network-error.ts'
import type { OptionValue } from '../port/option-field.ts'
import type { PublishItem } from '../port/publish-item.ts'
import { devtoCapabilities } from './capabilities.ts'
import type { ForemArticle } from './wire.ts'

const mostTags = 4

/** An article of Markdown. The first image is its cover; the others stand under the text. */
export function toDevtoPost({ item, server }: { item: PublishItem; server: string }): ForemArticle {
  const title = item.title?.trim()
  if (!title) throw new NetworkError({ kind: 'content_rejected', message: 'DEV takes no article without a title. Give the post a title and post again.' })
  if (item.text.trim() === '' && item.media.length === 0) {
    throw new NetworkError({ kind: 'content_rejected', message: 'There is neither a text nor an image. Write something and post again.' })
  }
  const { displayName } = devtoCapabilities
  const images = item.media.map((file) => ({ url: requirePublicUrl({ file, displayName, apiUrl: server }), altText: file.altText ?? '' }))
  const [cover, ...others] = images
  const { published, tags, canonicalUrl, description, series } = item.options
  const names = toTags(tags)
  return {
    title,
    body_markdown: [escapeFrontMatter(item.text), ...item.rest, ...others.map(toImage)].filter((part) => part.trim() !== '').join('\n\n'),
    published: published !== false,
    ...(cover ? { main_image: cover.url } : {}),
    ...(names.length > 0 ? { tags: names } : {}),
    ...(isFilled(canonicalUrl) ? { canonical_url: canonicalUrl } : {}),
    ...(isFilled(description) ? { description } : {}),
    ...(isFilled(series) ? { series } : {}),
  }
}

// Front matter at the beginning of the text would outrule the title and all other fields.
const escapeFrontMatter = (text: string) => text.replace(/^(\s*)---/, '$1\\---')

const toImage = ({ url, altText }: { url: string; altText: string }) => `![${altText.replace(/\s+/g, ' ').replace(/[\\[\]]/g, '\\$&')}](${url})`

function toTags(tags: OptionValue | undefined): string[] {
  const names = Array.isArray(tags)
    ? tags.map((name) =>
        String(name)
          .toLowerCase()
          .replace(/[^\p{L}\p{N}]/gu, ''),
      )
    : []
  return [...new Set(names)].filter((name) => name !== '').slice(0, mostTags)
}

const isFilled = (value: OptionValue | undefined): value is string => typeof value === 'string' && value.trim() !== ''
