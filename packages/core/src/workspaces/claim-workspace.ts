import { sql, type SqlRunner } from '@flow/db'
import { DomainError, invalid } from '../domain-error.ts'
import { newId } from '../ids.ts'
import { recordChange } from '../recording/record-change.ts'
import { acrossWorkspaces } from '../scoping/across-workspaces.ts'
import { hashSetupToken } from './setup-token.ts'
import { systemContext } from './system-context.ts'

export type Owner = { token: string; name: string; email: string; passwordHash: string }

/** Makes the bearer of an unused one-time token the owner of its workspace; the token is used up in the same transaction. */
export async function claimWorkspace({
  db,
  owner,
  publicUrl,
}: {
  db: SqlRunner
  owner: Owner
  publicUrl: string
}): Promise<{ userId: string; workspaceId: string }> {
  const { token, name, passwordHash } = owner
  const email = owner.email.toLowerCase()
  return db.transaction(async (tx) => {
    const [spent] = await tx.query<{ workspaceId: string }>(acrossWorkspaces('whose it is, is what the one-time token itself proves')`
      update setup_token set used_at = now() where token_hash = ${hashSetupToken(token)} and used_at is null returning workspace_id`)
    if (!spent)
      throw new DomainError({
        code: 'VALIDATION_ERROR',
        message: 'This link was used already or has been replaced by a newer one. Restart Flow for a new one.',
      })
    const { workspaceId } = spent
    const userId = newId('user')
    const made = await tx.execute(sql`
      insert into "user" (id, name, email, email_verified, updated_at) values (${userId}, ${name}, ${email}, true, now()) on conflict (email) do nothing`)
    if (made === 0) throw invalid({ field: 'email', message: 'belongs to an account already; choose another' })
    await tx.execute(sql`
      insert into account (id, account_id, provider_id, user_id, password, updated_at)
      values (${newId('auth')}, ${userId}, 'credential', ${userId}, ${passwordHash}, now())`)
    await tx.execute(sql`insert into member (id, organization_id, user_id, role) values (${newId('auth')}, ${workspaceId}, ${userId}, 'owner')`)
    const ctx = systemContext({ sql: tx, workspaceId, publicUrl, name: 'first-start' })
    await recordChange({ ctx, tx, action: 'claimWorkspace', subjectId: userId })
    return { userId, workspaceId }
  })
}
