import { sql, type SqlRunner } from '@flow/db'

/** Forgets direct uploads that were not completed within a day of their end, by the database's clock; the store removes what was sent for them. */
export async function sweepUploads({ db }: { db: SqlRunner }): Promise<number> {
  return db.execute(sql`delete from media_upload where expires_at < now() - interval '1 day'`)
}
