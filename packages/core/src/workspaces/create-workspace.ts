import { sql, type SqlRunner } from '@flow/db'
import { newId, randomText } from '../ids.ts'

/** Creates an empty workspace; members, channels and keys come after. */
export async function createWorkspace({ db, name }: { db: SqlRunner; name: string }): Promise<{ workspaceId: string }> {
  const workspaceId = newId('workspace')
  const words = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  await db.execute(sql`insert into workspace (id, name, slug) values (${workspaceId}, ${name}, ${`${words || 'workspace'}-${randomText(6)}`})`)
  return { workspaceId }
}
