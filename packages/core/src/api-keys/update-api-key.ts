import type { RequestBody } from '@flow/contract/types'
import { sql } from '@flow/db'
import type { Context } from '../context.ts'
import { notFound } from '../domain-error.ts'
import { requirePermission } from '../permissions/require-permission.ts'
import { recordChange } from '../recording/record-change.ts'
import { apiKeyColumns, apiKeyScope, findApiKey, knownPermissions, type ApiKeyRow } from './api-key-rows.ts'
import { readExpiry, requireNoMore } from './api-key-rules.ts'

export async function updateApiKey({ ctx, id, body }: { ctx: Context; id: string; body: RequestBody<'updateApiKey'> }): Promise<ApiKeyRow> {
  requirePermission(ctx, 'api-keys:write')
  if (body.permissions) requireNoMore({ ctx, permissions: body.permissions })
  const expiresAt = typeof body.expiresAt === 'string' ? readExpiry({ ctx, text: body.expiresAt }) : body.expiresAt

  return ctx.sql.transaction(async (tx) => {
    const before = await findApiKey({ ctx, db: tx, id, isLocked: true })
    // Neither may a weaker key put off the expiry of a stronger one, or rename it.
    requireNoMore({ ctx, permissions: knownPermissions(before.permissions) })
    const [key] = await tx.query<ApiKeyRow>(sql`
      update api_key set name = ${body.name ?? before.name}, permissions = ${body.permissions ?? before.permissions},
        expires_at = ${expiresAt === undefined ? before.expiresAt : expiresAt}, updated_at = now()
      where id = ${id} and ${apiKeyScope(ctx)} returning ${apiKeyColumns}`)
    if (!key) throw notFound('API_KEY_NOT_FOUND')
    await recordChange({ ctx, tx, action: 'updateApiKey', subjectId: id })
    return key
  })
}
