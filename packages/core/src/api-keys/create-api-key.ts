import type { RequestBody } from '@flow/contract/types'
import { sql } from '@flow/db'
import type { Context } from '../context.ts'
import { invalid } from '../domain-error.ts'
import { newId } from '../ids.ts'
import { requirePermission } from '../permissions/require-permission.ts'
import { recordChange } from '../recording/record-change.ts'
import { apiKeyColumns, type ApiKeyRow } from './api-key-rows.ts'
import { readExpiry, requireNoMore } from './api-key-rules.ts'
import { makeApiKey } from './key-format.ts'

/** Creates a key; the whole key is returned this once, and only its hash is kept. */
export async function createApiKey({ ctx, body }: { ctx: Context; body: RequestBody<'createApiKey'> }): Promise<{ key: ApiKeyRow; apiKey: string }> {
  requirePermission(ctx, 'api-keys:write')
  const mode = body.mode ?? ctx.mode
  if (ctx.mode === 'test' && mode === 'live') throw invalid({ field: 'mode', message: 'must be test: a test key creates test keys only' })
  const permissions = body.permissions ?? [...ctx.permissions]
  requireNoMore({ ctx, permissions })
  const expiresAt = body.expiresAt === undefined ? null : readExpiry({ ctx, text: body.expiresAt })

  return ctx.sql.transaction(async (tx) => {
    const { apiKey, prefix, hash } = makeApiKey(mode)
    const [key] = await tx.query<ApiKeyRow>(sql`
      insert into api_key (id, workspace_id, mode, name, prefix, hash, permissions, expires_at)
      values (${newId('apiKey')}, ${ctx.workspaceId}, ${mode}::mode, ${body.name}, ${prefix}, ${hash}, ${permissions}, ${expiresAt})
      returning ${apiKeyColumns}`)
    if (!key) throw new Error('insert into api_key returned no row')
    await recordChange({ ctx, tx, action: 'createApiKey', subjectId: key.id })
    return { key, apiKey }
  })
}
