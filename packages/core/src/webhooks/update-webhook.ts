import type { RequestBody } from '@flow/contract/types'
import { sql } from '@flow/db'
import type { Context } from '../context.ts'
import { notFound } from '../domain-error.ts'
import { requirePermission } from '../permissions/require-permission.ts'
import { recordChange } from '../recording/record-change.ts'
import { inScope } from '../scoping/in-scope.ts'
import { requireUrl } from './create-webhook.ts'
import type { WebhookPort } from './webhook-port.ts'
import { findWebhook, webhookColumns, type WebhookRow } from './webhook-rows.ts'

/** Changes a webhook. Switching it on forgets why Flow had switched it off. */
export async function updateWebhook({
  ctx,
  port,
  id,
  body,
}: {
  ctx: Context
  port: WebhookPort
  id: string
  body: RequestBody<'updateWebhook'>
}): Promise<WebhookRow> {
  requirePermission(ctx, 'webhooks:write')
  if (body.url !== undefined) requireUrl({ url: body.url, port })
  return ctx.sql.transaction(async (tx) => {
    const before = await findWebhook({ ctx, db: tx, id, isLocked: true })
    const isSwitchedOn = body.active === true
    const [webhook] = await tx.query<WebhookRow>(sql`
      update webhook set url = ${body.url ?? before.url}, events = ${body.events ?? before.events}, active = ${body.active ?? before.active},
        disabled_reason = ${isSwitchedOn ? null : before.disabledReason}, failing_since = ${isSwitchedOn ? null : before.failingSince}, updated_at = now()
      where id = ${id} and ${inScope(ctx)} returning ${webhookColumns}`)
    if (!webhook) throw notFound('WEBHOOK_NOT_FOUND')
    await recordChange({ ctx, tx, action: 'updateWebhook', subjectId: id })
    return webhook
  })
}
