import { sql, type SqlRunner } from '@flow/db'
import type { AuthenticatedKey } from './authenticate-api-key.ts'

const precisionMs = 60_000

/** Notes that a key was used, at most once a minute. */
export async function touchApiKey({ db, key, now }: { db: SqlRunner; key: Pick<AuthenticatedKey, 'keyId' | 'lastUsedAt'>; now: Date }): Promise<void> {
  if (key.lastUsedAt && now.getTime() - key.lastUsedAt.getTime() < precisionMs) return
  await db.execute(sql`
    update api_key set last_used_at = now() where id = ${key.keyId} and (last_used_at is null or last_used_at < now() - interval '1 minute')`)
}
