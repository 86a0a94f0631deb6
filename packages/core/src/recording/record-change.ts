import { sql, type Mode, type SqlRunner } from '@flow/db'
import { describeActor, type Context } from '../context.ts'
import { newId } from '../ids.ts'

export type EventType =
  | 'post.created'
  | 'post.updated'
  | 'post.deleted'
  | 'post.delivered'
  | 'post.failed'
  | 'post.blocked'
  | 'channel.created'
  | 'channel.updated'
  | 'channel.deleted'
  | 'connection.expired'

/** Writes the event and the audit entry of a change, in the transaction of that change. */
export async function recordChange({
  ctx,
  tx,
  action,
  subjectId,
  event,
}: {
  ctx: Context
  tx: SqlRunner
  /** The verb that made the change. */
  action: string
  subjectId: string
  event?: { type: EventType; data: object }
}): Promise<void> {
  await tx.execute(sql`
    insert into audit_entry (id, workspace_id, actor, action, subject_id, request_id, ip_address)
    values (${newId('audit')}, ${ctx.workspaceId}, ${describeActor(ctx.actor)}, ${action}, ${subjectId}, ${ctx.requestId}, ${ctx.ipAddress})`)
  if (event) await recordEvent({ tx, workspaceId: ctx.workspaceId, mode: ctx.mode, subjectId, ...event })
}

/** Writes an event alone: for what the engine does by itself, where the attempt is the record of who did it. */
export async function recordEvent({
  tx,
  workspaceId,
  mode,
  type,
  subjectId,
  data,
}: {
  tx: SqlRunner
  workspaceId: string
  mode: Mode
  type: EventType
  subjectId: string
  data: object
}): Promise<void> {
  await tx.execute(sql`
    insert into event (id, workspace_id, mode, type, subject_id, data)
    values (${newId('event')}, ${workspaceId}, ${mode}::mode, ${type}, ${subjectId}, ${JSON.stringify(data)}::jsonb)`)
}
