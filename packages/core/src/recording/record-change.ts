import { sql, type Mode, type Sql, type TransactionRunner } from '@flow/db'
import { describeActor, type Context } from '../context.ts'
import { newId } from '../ids.ts'

export type EventType =
  | 'post.created'
  | 'post.updated'
  | 'post.deleted'
  | 'post.delivered'
  | 'post.failed'
  | 'post.blocked'
  | 'post.stalled'
  | 'channel.created'
  | 'channel.updated'
  | 'channel.deleted'
  | 'connection.expired'

export type Change = {
  subjectId: string
  event?: { type: EventType; data: object }
}

type NewEvent = { workspaceId: string; mode: Mode; type: EventType; subjectId: string; data: object }

/** Writes the event and the audit entry of a change, in the transaction of that change. */
export async function recordChange({
  ctx,
  tx,
  action,
  ...change
}: {
  ctx: Context
  tx: TransactionRunner
  /** The verb that made the change. */
  action: string
} & Change): Promise<void> {
  await recordChanges({ ctx, tx, action, changes: [change] })
}

/** As `recordChange`, for many subjects at once. */
export async function recordChanges({ ctx, tx, action, changes }: { ctx: Context; tx: TransactionRunner; action: string; changes: Change[] }): Promise<void> {
  const { workspaceId, mode, requestId, ipAddress } = ctx
  const entries = changes.map(({ subjectId }) => ({ id: newId('audit'), subject_id: subjectId }))
  const audited = sql`
    insert into audit_entry (id, workspace_id, actor, action, subject_id, request_id, ip_address)
    select id, ${workspaceId}, ${describeActor(ctx.actor)}, ${action}, subject_id, ${requestId}, ${ipAddress}
    from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as entry (id text, subject_id text)`
  const events = changes.flatMap(({ subjectId, event }) => (event ? [{ workspaceId, mode, subjectId, ...event }] : []))
  tx.defer(events.length === 0 ? audited : sql`with audited as (${audited}), ${insertEvents(events)}`)
  const actor = describeActor(ctx.actor)
  for (const { subjectId } of changes) ctx.note?.({ kind: 'changed', action, subjectId, workspaceId, mode, actor, requestId })
}

/** Writes an event alone: for what the engine does by itself, where the attempt is the record of who did it. */
export async function recordEvent({ tx, ...event }: { tx: TransactionRunner } & NewEvent): Promise<void> {
  await recordEvents({ tx, events: [event] })
}

export async function recordEvents({ tx, events }: { tx: TransactionRunner; events: readonly NewEvent[] }): Promise<void> {
  if (events.length > 0) tx.defer(sql`with ${insertEvents(events)}`)
}

/**
 * The tail of a statement. The deliveries stand in the transaction of the event: they are the outbox, exact by construction. Where a workspace
 * has no webhooks it costs one look into a small index. Their ids are made of the event's time and both ids, so that they sort by time and never meet.
 */
function insertEvents(events: readonly NewEvent[]): Sql {
  const rows = events.map(({ workspaceId, mode, type, subjectId, data }) => ({
    id: newId('event'),
    workspace_id: workspaceId,
    mode,
    type,
    subject_id: subjectId,
    data,
  }))
  return sql`made as (
      insert into event (id, workspace_id, mode, type, subject_id, data)
      select id, workspace_id, mode, type, subject_id, data
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as entry (id text, workspace_id text, mode mode, type text, subject_id text, data jsonb)
      returning id, workspace_id, mode, type)
    insert into webhook_delivery (id, webhook_id, event_id, event_type)
    select 'delivery_' || substr(made.id, 7, 10) || substr(md5(made.id || webhook.id), 1, 16), webhook.id, made.id, made.type
    from made join webhook on webhook.workspace_id = made.workspace_id and webhook.mode = made.mode and webhook.active
      and webhook.events && array[made.type, '*']`
}
