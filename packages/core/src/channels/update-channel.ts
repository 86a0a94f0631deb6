import type { RequestBody } from '@flow/contract/types'
import { sql, type SqlRunner } from '@flow/db'
import type { Context } from '../context.ts'
import { requirePermission } from '../permissions/require-permission.ts'
import { insertPublications } from '../posts/publication-rows.ts'
import { recordChange } from '../recording/record-change.ts'
import { toChannelResource } from './channel-resource.ts'
import { findChannel, lockChannel, type ChannelRow } from './channel-rows.ts'
import { requireName, requireTimezone } from './channel-rules.ts'

/** Changes a channel. Queued posts follow when its feed is switched on or off. */
export async function updateChannel({ ctx, id, body }: { ctx: Context; id: string; body: RequestBody<'updateChannel'> }): Promise<ChannelRow> {
  requirePermission(ctx, 'channels:write')
  if (body.name !== undefined) requireName(body.name)
  if (body.timezone !== undefined) requireTimezone(body.timezone)

  return ctx.sql.transaction(async (tx) => {
    const before = await lockChannel({ ctx, tx, id })
    const next = { ...before, ...body }
    await tx.execute(sql`
      update channel set name = ${next.name}, color = ${next.color}, timezone = ${next.timezone}, feed_enabled = ${next.feedEnabled}, updated_at = now()
      where id = ${id}`)
    if (next.feedEnabled !== before.feedEnabled) await followFeed({ tx, channelId: id, isEnabled: next.feedEnabled })
    const channel = await findChannel({ ctx, db: tx, id })
    const data = { channel: toChannelResource({ channel, publicUrl: ctx.publicUrl }) }
    await recordChange({ ctx, tx, action: 'updateChannel', subjectId: id, event: { type: 'channel.updated', data } })
    return channel
  })
}

async function followFeed({ tx, channelId, isEnabled }: { tx: SqlRunner; channelId: string; isEnabled: boolean }): Promise<void> {
  const queued = await tx.query<{ id: string; workspaceId: string; scheduledFor: Date }>(sql`
    select id, workspace_id, scheduled_for from post where channel_id = ${channelId} and status = 'queued' order by id for update`)
  const [builtIn] = await tx.query<{ connectionId: string; network: string }>(sql`
    select id as connection_id, network from connection where built_in_channel_id = ${channelId}`)
  if (!builtIn || queued.length === 0) return
  if (!isEnabled) {
    await tx.execute(sql`delete from publication where connection_id = ${builtIn.connectionId} and post_id = any(${queued.map((post) => post.id)})`)
    return
  }
  for (const post of queued) await insertPublications({ tx, workspaceId: post.workspaceId, postId: post.id, runAt: post.scheduledFor, targets: [builtIn] })
}
