import type { RequestBody } from '@flow/contract/types'
import { sql } from '@flow/db'
import { linkConnections } from '../connections/link-connections.ts'
import { lockLinks } from '../connections/lock-links.ts'
import type { Context } from '../context.ts'
import { newId, randomText } from '../ids.ts'
import { requirePermission } from '../permissions/require-permission.ts'
import { recordChange } from '../recording/record-change.ts'
import { toChannelResource } from './channel-resource.ts'
import { findChannel, type ChannelRow } from './channel-rows.ts'
import { requireName, requireTimezone } from './channel-rules.ts'

// 100 bits: an address that nobody guesses.
const slugLength = 20

/** Creates a channel with its built-in connection: to `feed`, or for test keys to `sandbox`. */
export async function createChannel({ ctx, body }: { ctx: Context; body: RequestBody<'createChannel'> }): Promise<ChannelRow> {
  requirePermission(ctx, 'channels:write')
  const { name, color = '#3B82F6', timezone = 'UTC', feedEnabled = true, connectionIds = [] } = body
  requireName(name)
  requireTimezone(timezone)
  const isLive = ctx.mode === 'live'

  return ctx.sql.transaction(async (tx) => {
    await lockLinks({ tx, connectionIds })
    const id = newId('channel')
    await tx.execute(sql`
      insert into channel (id, workspace_id, mode, name, color, timezone, feed_enabled)
      values (${id}, ${ctx.workspaceId}, ${ctx.mode}::mode, ${name}, ${color}, ${timezone}, ${feedEnabled})`)
    await tx.execute(sql`
      insert into connection (id, workspace_id, mode, network, built_in_channel_id, feed_slug)
      values (${newId('connection')}, ${ctx.workspaceId}, ${ctx.mode}::mode, ${isLive ? 'feed' : 'sandbox'}, ${id}, ${isLive ? randomText(slugLength) : null})`)
    if (connectionIds.length > 0) await linkConnections({ ctx, tx, channelId: id, connectionIds })
    const channel = await findChannel({ ctx, db: tx, id })
    const data = { channel: toChannelResource({ channel, publicUrl: ctx.publicUrl }) }
    await recordChange({ ctx, tx, action: 'createChannel', subjectId: id, event: { type: 'channel.created', data } })
    return channel
  })
}
