import { sql, type Media, type SqlRunner } from '@flow/db'
import { mediaColumns } from '../media/media-resource.ts'

/** The media of a post in its own order; one that is gone is left out, which the compiler then tells. */
export async function loadMedia({ db, workspaceId, mediaKeys }: { db: SqlRunner; workspaceId: string; mediaKeys: readonly string[] }): Promise<Media[]> {
  if (mediaKeys.length === 0) return []
  const rows = await db.query<Media>(sql`select ${mediaColumns} from media where key = any(${[...mediaKeys]}) and workspace_id = ${workspaceId}`)
  const byKey = new Map(rows.map((media) => [media.key, media]))
  return mediaKeys.flatMap((key) => byKey.get(key) ?? [])
}
