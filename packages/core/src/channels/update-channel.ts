import type { RequestBody } from '@flow/contract/types'
import { sql, type TransactionRunner } from '@flow/db'
import { linkConnections } from '../connections/link-connections.ts'
import { lockLinks } from '../connections/lock-links.ts'
import type { Context } from '../context.ts'
import { requirePermission } from '../permissions/require-permission.ts'
import { insertPublications, lockTargets, type Target } from '../posts/publication-rows.ts'
import { lockTestClock } from '../test-clock/lock-test-clock.ts'
import { recordChange } from '../recording/record-change.ts'
import { inScope } from '../scoping/in-scope.ts'
import { toChannelResource } from './channel-resource.ts'
import { findChannel, lockChannel, type ChannelRow } from './channel-rows.ts'
import { requireName, requireTimezone } from './channel-rules.ts'

/** Changes a channel. Queued posts follow when what it publishes to changes. */
export async function updateChannel({ ctx, id, body }: { ctx: Context; id: string; body: RequestBody<'updateChannel'> }): Promise<ChannelRow> {
  requirePermission(ctx, 'channels:write')
  if (body.name !== undefined) requireName(body.name)
  if (body.timezone !== undefined) requireTimezone(body.timezone)

  return ctx.sql.transaction(async (tx) => {
    if (body.connectionIds) await lockLinks({ tx, connectionIds: body.connectionIds })
    const before = await lockChannel({ ctx, tx, id })
    const targets = await targetsOf({ ctx, tx, channelId: id })
    const next = { ...before, ...body }
    await tx.execute(sql`
      update channel set name = ${next.name}, color = ${next.color}, timezone = ${next.timezone}, feed_enabled = ${next.feedEnabled}, updated_at = now()
      where id = ${id} and ${inScope(ctx)}`)
    if (body.connectionIds) await linkConnections({ ctx, tx, channelId: id, connectionIds: body.connectionIds })
    await follow({ ctx, tx, channelId: id, before: targets, after: await targetsOf({ ctx, tx, channelId: id }) })
    const channel = await findChannel({ ctx, db: tx, id })
    const data = { channel: toChannelResource({ channel, publicUrl: ctx.publicUrl }) }
    await recordChange({ ctx, tx, action: 'updateChannel', subjectId: id, event: { type: 'channel.updated', data } })
    return channel
  })
}

async function targetsOf({ ctx, tx, channelId }: { ctx: Context; tx: TransactionRunner; channelId: string }): Promise<readonly Target[]> {
  return (await lockTargets({ ctx, tx, channelIds: [channelId] })).get(channelId) ?? []
}

type Follow = { ctx: Context; tx: TransactionRunner; channelId: string; before: readonly Target[]; after: readonly Target[] }

async function follow({ ctx, tx, channelId, before, after }: Follow): Promise<void> {
  const removed = difference(before, after).map((target) => target.connectionId)
  const added = difference(after, before)
  if (removed.length === 0 && added.length === 0) return
  const queued = await tx.query<{ id: string; scheduledFor: Date }>(sql`
    select id, scheduled_for from post where channel_id = ${channelId} and ${inScope(ctx)} and status = 'queued' order by id for update`)
  await tx.execute(
    sql`delete from publication where workspace_id = ${ctx.workspaceId} and connection_id = any(${removed}) and post_id = any(${queued.map((post) => post.id)})`,
  )
  const testClockMs = await lockTestClock({ ctx, tx })
  for (const { id: postId, scheduledFor } of queued)
    await insertPublications({ tx, workspaceId: ctx.workspaceId, postId, runAt: new Date(scheduledFor.getTime() - testClockMs), targets: added })
}

const difference = (some: readonly Target[], others: readonly Target[]): Target[] =>
  some.filter((target) => !others.some((other) => other.connectionId === target.connectionId))
