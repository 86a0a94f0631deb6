import { sql } from '@flow/db'
import type { Context } from '../context.ts'
import { notFound } from '../domain-error.ts'
import { requirePermission } from '../permissions/require-permission.ts'
import { recordChange } from '../recording/record-change.ts'
import { inScope } from '../scoping/in-scope.ts'
import { makeSecret } from './create-webhook.ts'
import type { WebhookPort } from './webhook-port.ts'
import { findWebhook, webhookColumns, type WebhookRow } from './webhook-rows.ts'

/** Gives a webhook a new secret; the former one signs beside it for 24 hours. */
export async function rotateWebhookSecret({
  ctx,
  port,
  id,
}: {
  ctx: Context
  port: WebhookPort
  id: string
}): Promise<{ webhook: WebhookRow; secret: string }> {
  requirePermission(ctx, 'webhooks:write')
  return ctx.sql.transaction(async (tx) => {
    await findWebhook({ ctx, db: tx, id, isLocked: true })
    const secret = makeSecret()
    const [webhook] = await tx.query<WebhookRow>(sql`
      update webhook set previous_secret = secret, previous_secret_until = now() + interval '24 hours', secret = ${port.sealer.seal({ text: secret, boundTo: id })}, updated_at = now()
      where id = ${id} and ${inScope(ctx)} returning ${webhookColumns}`)
    if (!webhook) throw notFound('WEBHOOK_NOT_FOUND')
    await recordChange({ ctx, tx, action: 'rotateWebhookSecret', subjectId: id })
    return { webhook, secret }
  })
}
