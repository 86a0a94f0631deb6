import type { RequestBody } from '@flow/contract/types'
import { sql, type Media } from '@flow/db'
import type { Context } from '../context.ts'
import { requirePermission } from '../permissions/require-permission.ts'
import { recordChange } from '../recording/record-change.ts'
import { inScope } from '../scoping/in-scope.ts'
import { findMedia } from './media-resource.ts'

export async function updateMedia({ ctx, key, body }: { ctx: Context; key: string; body: RequestBody<'updateMedia'> }): Promise<Media> {
  requirePermission(ctx, 'media:write')
  return ctx.sql.transaction(async (tx) => {
    await findMedia({ ctx, db: tx, key })
    await tx.execute(sql`update media set alt_text = ${body.altText}, updated_at = now() where key = ${key} and ${inScope(ctx)}`)
    await recordChange({ ctx, tx, action: 'updateMedia', subjectId: key })
    return findMedia({ ctx, db: tx, key })
  })
}
