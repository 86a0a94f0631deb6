import type { SqlRunner } from '@flow/db'
import { acrossModes } from '../scoping/across-modes.ts'
import type { AuthenticatedKey } from './authenticate-api-key.ts'

const precisionMs = 60_000

/** Notes that a key was used, at most once a minute. */
export async function touchApiKey({
  db,
  key,
  now,
}: {
  db: SqlRunner
  key: Pick<AuthenticatedKey, 'keyId' | 'workspaceId' | 'lastUsedAt'>
  now: Date
}): Promise<void> {
  if (key.lastUsedAt && now.getTime() - key.lastUsedAt.getTime() < precisionMs) return
  await db.execute(acrossModes('a key was used, of whichever mode it is')`
    update api_key set last_used_at = now() where id = ${key.keyId} and workspace_id = ${key.workspaceId} and (last_used_at is null or last_used_at < now() - interval '1 minute')`)
}
