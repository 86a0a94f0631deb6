import { sql, type SqlRunner } from '@flow/db'

export type FeedMedia = { key: string; contentType: string; byteSize: number; altText: string | null; kind: 'image' | 'video'; sha256: string }
export type FeedEntry = { clientKey: string; content: string | null; publishedAt: Date; media: FeedMedia[] }
export type FeedPage = { connectionId: string; slug: string; name: string; color: string; entries: FeedEntry[] }

const newestEntries = 50

/** A public feed by the random part of its address; none where it is switched off or its channel is deleted. */
export async function findFeed({ db, slug, entryKey }: { db: SqlRunner; slug: string; entryKey?: string }): Promise<FeedPage | undefined> {
  const [feed] = await db.query<Omit<FeedPage, 'entries'>>(sql`
    select n.id as connection_id, n.feed_slug as slug, c.name, c.color from connection n join channel c on c.id = n.built_in_channel_id
    where n.feed_slug = ${slug} and n.deleted_at is null and c.feed_enabled`)
  if (!feed) return undefined
  const rows = await db.query<Omit<FeedEntry, 'media'> & { mediaKeys: string[] }>(sql`
    select client_key, nullif(array_to_string(content || thread, E'\\n\\n'), '') as content, media_keys, published_at from built_in_entry
    where connection_id = ${feed.connectionId} and (${entryKey ?? null}::text is null or client_key = ${entryKey ?? null})
    order by published_at desc, client_key desc limit ${newestEntries}`)
  const keys = rows.flatMap((row) => row.mediaKeys)
  const media =
    keys.length === 0 ? [] : await db.query<FeedMedia>(sql`select key, content_type, byte_size, alt_text, kind, sha256 from media where key = any(${keys})`)
  const byKey = new Map(media.map((each) => [each.key, each]))
  const entries = rows.map(({ mediaKeys, ...row }) => ({ ...row, media: mediaKeys.flatMap((key) => byKey.get(key) ?? []) }))
  return { ...feed, entries }
}
