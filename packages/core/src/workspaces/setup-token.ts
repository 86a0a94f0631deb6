import { createHash, randomBytes } from 'node:crypto'
import { sql, type SqlRunner } from '@flow/db'
import { acrossWorkspaces } from '../scoping/across-workspaces.ts'

export const hashSetupToken = (token: string): string => createHash('sha256').update(token).digest('hex')

/** A one-time token by which the owner of a workspace without members sets e-mail and password. Older ones end. */
export async function issueSetupToken({ db, workspaceId }: { db: SqlRunner; workspaceId: string }): Promise<string> {
  const token = randomBytes(24).toString('base64url')
  await db.transaction(async (tx) => {
    await tx.execute(sql`delete from setup_token where workspace_id = ${workspaceId} and used_at is null`)
    await tx.execute(sql`insert into setup_token (token_hash, workspace_id) values (${hashSetupToken(token)}, ${workspaceId})`)
  })
  return token
}

/** Whose workspace an unused token opens. */
export async function findSetupToken({ db, token }: { db: SqlRunner; token: string }): Promise<{ workspaceId: string; workspaceName: string } | undefined> {
  const [found] = await db.query<{ workspaceId: string; workspaceName: string }>(acrossWorkspaces('whose it is, is what the one-time token itself proves')`
    select t.workspace_id, w.name as workspace_name from setup_token t join workspace w on w.id = t.workspace_id
    where t.token_hash = ${hashSetupToken(token)} and t.used_at is null`)
  return found
}
