import type { SqlRunner } from '@flow/db'
import type { Role } from '../context.ts'
import { isRole } from '../permissions/roles.ts'
import { acrossWorkspaces } from '../scoping/across-workspaces.ts'

export type Membership = { workspaceId: string; workspaceName: string; role: Role }

/** The workspace a signed-in user acts in: the one chosen, else the first joined. */
export async function findMembership({
  db,
  userId,
  chosenWorkspaceId,
}: {
  db: SqlRunner
  userId: string
  chosenWorkspaceId: string | null
}): Promise<Membership | undefined> {
  const [found] = await db.query<{ workspaceId: string; workspaceName: string; role: string }>(acrossWorkspaces(
    'a user may be a member of several; which of them is what is asked',
  )`
    select m.organization_id as workspace_id, w.name as workspace_name, m.role from member m join workspace w on w.id = m.organization_id
    where m.user_id = ${userId} order by (m.organization_id = ${chosenWorkspaceId}) desc nulls last, m.created_at limit 1`)
  if (!found || !isRole(found.role)) return undefined
  return { ...found, role: found.role }
}
