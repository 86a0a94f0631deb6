import type { Schemas } from '@flow/contract/types'
import { raw, sql, type SqlRunner, type Webhook } from '@flow/db'
import type { Context } from '../context.ts'
import { notFound } from '../domain-error.ts'

export type WebhookRow = Omit<Webhook, 'secret' | 'previousSecret'>

export const webhookColumns = raw('id, workspace_id, mode, url, events, active, previous_secret_until, disabled_reason, failing_since, created_at, updated_at')

/** @param isLocked takes the row's lock, for a change that follows */
export async function findWebhook({ ctx, db, id, isLocked = false }: { ctx: Context; db: SqlRunner; id: string; isLocked?: boolean }): Promise<WebhookRow> {
  const [webhook] = await db.query<WebhookRow>(sql`
    select ${webhookColumns} from webhook where id = ${id} and workspace_id = ${ctx.workspaceId} and mode = ${ctx.mode}::mode ${isLocked ? sql`for update` : sql``}`)
  if (!webhook) throw notFound('WEBHOOK_NOT_FOUND')
  return webhook
}

export function toWebhookResource(webhook: WebhookRow): Schemas['Webhook'] {
  const { id, mode, url, active, disabledReason, previousSecretUntil } = webhook
  const isRotating = previousSecretUntil !== null && previousSecretUntil > new Date()
  return {
    id,
    mode,
    url,
    // Judged by the spec before they were stored.
    events: webhook.events as Schemas['WebhookEvent'][],
    active,
    disabledReason,
    failingSince: webhook.failingSince?.toISOString() ?? null,
    secretRotatesAt: isRotating ? previousSecretUntil.toISOString() : null,
    createdAt: webhook.createdAt.toISOString(),
    updatedAt: webhook.updatedAt.toISOString(),
  }
}
