import { randomBytes } from 'node:crypto'
import type { RequestBody } from '@flow/contract/types'
import { sql } from '@flow/db'
import type { Context } from '../context.ts'
import { invalid } from '../domain-error.ts'
import { newId } from '../ids.ts'
import { requirePermission } from '../permissions/require-permission.ts'
import { recordChange } from '../recording/record-change.ts'
import type { WebhookPort } from './webhook-port.ts'
import { webhookColumns, type WebhookRow } from './webhook-rows.ts'

const mostWebhooks = 20
const secretBytes = 32

export const makeSecret = (): string => `whsec_${randomBytes(secretBytes).toString('base64')}`

export function requireUrl({ url, port }: { url: string; port: WebhookPort }): void {
  const fault = port.findUrlFault(url)
  if (fault !== undefined) throw invalid({ field: 'url', message: fault })
}

/** Creates a webhook; its secret is returned this once and kept sealed. */
export async function createWebhook({
  ctx,
  port,
  body,
}: {
  ctx: Context
  port: WebhookPort
  body: RequestBody<'createWebhook'>
}): Promise<{ webhook: WebhookRow; secret: string }> {
  requirePermission(ctx, 'webhooks:write')
  requireUrl({ url: body.url, port })
  return ctx.sql.transaction(async (tx) => {
    await tx.query(sql`select pg_advisory_xact_lock(hashtextextended(${`webhooks ${ctx.workspaceId} ${ctx.mode}`}, 2))`)
    const [counted] = await tx.query<{ count: number }>(
      sql`select count(*)::int as count from webhook where workspace_id = ${ctx.workspaceId} and mode = ${ctx.mode}::mode`,
    )
    if ((counted?.count ?? 0) >= mostWebhooks)
      throw invalid({ field: 'url', message: `would be webhook number ${mostWebhooks + 1}; delete one of the ${mostWebhooks} first` })
    const [id, secret] = [newId('webhook'), makeSecret()]
    const [webhook] = await tx.query<WebhookRow>(sql`
      insert into webhook (id, workspace_id, mode, url, events, active, secret)
      values (${id}, ${ctx.workspaceId}, ${ctx.mode}::mode, ${body.url}, ${body.events}, ${body.active ?? true}, ${port.sealer.seal({ text: secret, boundTo: id })})
      returning ${webhookColumns}`)
    if (!webhook) throw new Error('insert into webhook returned no row')
    await recordChange({ ctx, tx, action: 'createWebhook', subjectId: id })
    return { webhook, secret }
  })
}
