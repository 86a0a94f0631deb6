import { countGraphemes } from '../kit/count-graphemes.ts'
import { readList, readNumber, readObject, readText } from '../kit/read-value.ts'
import { showMedia } from '../kit/show-media.ts'
import type { PublishedMedia } from '../ledger/published-item.ts'
import type { Exchange } from '../server/exchange.ts'
import type { Blobs } from './blobs.ts'
import { refuseBluesky } from './bluesky-errors.ts'

export const postCollection = 'app.bsky.feed.post'
export type PostRecord = { text: string; parentUri: string | null; media: PublishedMedia[]; record: Readonly<Record<string, unknown>> }

const invalid = (problem: string) => refuseBluesky({ message: `Invalid ${postCollection} record: ${problem}` })

/** A post's record, held to its lexicon. */
export function readPost({ exchange, blobs, value }: { exchange: Exchange; blobs: Blobs; value: unknown }): PostRecord {
  const record = readObject(value)
  if ((record.$type ?? postCollection) !== postCollection) throw refuseBluesky({ message: `Invalid $type: expected ${postCollection}, got ${record.$type}` })
  const text = readText(record.text)
  if (text === null) throw invalid('Record must have the property "text"')
  const createdAt = readText(record.createdAt)
  if (createdAt === null || Number.isNaN(Date.parse(createdAt)))
    throw invalid('Record/createdAt must be an valid atproto datetime (both RFC-3339 and ISO-8601)')
  if (Buffer.byteLength(text) > 3_000) throw invalid('Record/text must not be longer than 3000 characters')
  if (text.length > 300 && countGraphemes(text) > 300) throw invalid('Record/text must not be longer than 300 graphemes')
  if (readList(record.langs).length > 3) throw invalid('Record/langs must not have more than 3 elements')
  if (readList(record.tags).length > 8) throw invalid('Record/tags must not have more than 8 elements')
  for (const [at, facet] of readList(record.facets).entries()) {
    const { byteStart, byteEnd } = readObject(readObject(facet).index)
    if (readNumber(byteStart) === null || readNumber(byteEnd) === null)
      throw invalid(`Record/facets/${at}/index must have the properties "byteStart" and "byteEnd"`)
    if (readList(readObject(facet).features).length === 0) throw invalid(`Record/facets/${at} must have the property "features"`)
  }
  return { text, parentUri: readParent(record.reply), media: readMedia({ exchange, blobs, embed: readObject(record.embed) }), record }
}

function readParent(reply: unknown): string | null {
  if (reply === undefined) return null
  for (const name of ['root', 'parent']) {
    const { uri, cid } = readObject(readObject(reply)[name])
    if (!readText(uri)?.startsWith('at://') || !readText(cid)) throw invalid(`Record/reply/${name} must have the properties "uri" and "cid"`)
  }
  return readText(readObject(readObject(reply).parent).uri)
}

function readMedia({ exchange, blobs, embed }: { exchange: Exchange; blobs: Blobs; embed: Readonly<Record<string, unknown>> }): PublishedMedia[] {
  if (embed.$type === 'app.bsky.embed.recordWithMedia') return readMedia({ exchange, blobs, embed: readObject(embed.media) })
  const find = (blob: unknown, mostBytes: number, alt: unknown): PublishedMedia => {
    const link = readText(readObject(readObject(blob).ref).$link) ?? ''
    const stored = blobs.get(`${exchange.account}\n${link}`)
    if (stored === undefined) throw refuseBluesky({ error: 'BlobNotFound', message: `Could not find blob: ${link}` })
    if (readObject(blob).mimeType !== stored.mimeType)
      throw refuseBluesky({ error: 'InvalidMimeType', message: 'Referenced Mimetype does not match stored blob' })
    if (stored.size > mostBytes) {
      throw refuseBluesky({ error: 'BlobTooLarge', message: `This file is too large. It is ${stored.size} bytes but the maximum size is ${mostBytes}.` })
    }
    return showMedia(stored, readText(alt))
  }
  if (embed.$type === 'app.bsky.embed.images') {
    const images = readList(embed.images).map(readObject)
    if (images.length > 4) throw invalid('Record/embed/images must not have more than 4 elements')
    return images.map(({ image, alt }, at) => {
      if (readText(alt) === null) throw invalid(`Record/embed/images/${at} must have the property "alt"`)
      return find(image, 2_000_000, alt)
    })
  }
  if (embed.$type === 'app.bsky.embed.gallery') return readList(embed.items).map((item) => find(readObject(item).image, 2_000_000, readObject(item).alt))
  if (embed.$type === 'app.bsky.embed.video') return [find(embed.video, 300_000_000, embed.alt)]
  if (embed.$type === 'app.bsky.embed.external') {
    const { uri, title, description, thumb } = readObject(embed.external)
    if (readText(uri) === null || readText(title) === null || readText(description) === null) {
      throw invalid('Record/embed/external must have the properties "uri", "title" and "description"')
    }
    return thumb === undefined ? [] : [find(thumb, 1_000_000, null)]
  }
  return []
}
