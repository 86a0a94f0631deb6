import { sql } from '@flow/db'
import type { Context } from '../context.ts'
import { requirePermission } from '../permissions/require-permission.ts'
import { recordChange } from '../recording/record-change.ts'
import { inScope } from '../scoping/in-scope.ts'
import { findWebhook } from './webhook-rows.ts'

/** Deletes a webhook with its deliveries. */
export async function deleteWebhook({ ctx, id }: { ctx: Context; id: string }): Promise<void> {
  requirePermission(ctx, 'webhooks:write')
  await ctx.sql.transaction(async (tx) => {
    await findWebhook({ ctx, db: tx, id, isLocked: true })
    await tx.execute(sql`delete from webhook where id = ${id} and ${inScope(ctx)}`)
    await recordChange({ ctx, tx, action: 'deleteWebhook', subjectId: id })
  })
}
