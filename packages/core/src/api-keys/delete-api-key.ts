import { sql } from '@flow/db'
import type { Context } from '../context.ts'
import { requirePermission } from '../permissions/require-permission.ts'
import { recordChange } from '../recording/record-change.ts'
import { apiKeyScope, findApiKey } from './api-key-rows.ts'

/** Revokes a key at once. */
export async function deleteApiKey({ ctx, id }: { ctx: Context; id: string }): Promise<void> {
  requirePermission(ctx, 'api-keys:write')
  await ctx.sql.transaction(async (tx) => {
    await findApiKey({ ctx, db: tx, id })
    await tx.execute(sql`delete from api_key where id = ${id} and ${apiKeyScope(ctx)}`)
    await recordChange({ ctx, tx, action: 'deleteApiKey', subjectId: id })
  })
}
