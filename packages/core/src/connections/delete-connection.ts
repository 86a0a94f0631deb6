import { sql, type PostStatus, type TransactionRunner } from '@flow/db'
import { toChannelResource } from '../channels/channel-resource.ts'
import { findChannel } from '../channels/channel-rows.ts'
import type { Context } from '../context.ts'
import { requirePermission } from '../permissions/require-permission.ts'
import { settlePost } from '../publishing/settle-post.ts'
import { recordChange } from '../recording/record-change.ts'
import { inScope } from '../scoping/in-scope.ts'
import { findConnection } from './connection-rows.ts'
import { lockLinks } from './lock-links.ts'

/** Deletes a connection: its credentials are erased, what waits on it is blocked, what was published stays readable. */
export async function deleteConnection({ ctx, id }: { ctx: Context; id: string }): Promise<void> {
  requirePermission(ctx, 'connections:write')
  await ctx.sql.transaction(async (tx) => {
    await lockLinks({ tx, connectionIds: [id] })
    await findConnection({ ctx, db: tx, id })
    // Channels, then posts, then the connection: the order of every lock, so that no two wait for each other.
    const channels = await tx.query<{ id: string }>(sql`
      select id from channel where ${inScope(ctx)} and deleted_at is null
        and exists (select 1 from channel_connection l where l.channel_id = channel.id and l.connection_id = ${id}) order by id for update`)
    await blockWaiting({ ctx, tx, connectionId: id })
    await tx.execute(sql`
      delete from channel_connection using connection where connection.id = connection_id and connection.id = ${id} and ${inScope(ctx)}`)
    await tx.execute(sql`
      update connection set deleted_at = now(), updated_at = now(), credentials = null, credentials_rev = credentials_rev + 1, renew_at = null
      where id = ${id} and ${inScope(ctx)}`)
    for (const { id: channelId } of channels) {
      const channel = toChannelResource({ channel: await findChannel({ ctx, db: tx, id: channelId }), publicUrl: ctx.publicUrl })
      await recordChange({ ctx, tx, action: 'deleteConnection', subjectId: channelId, event: { type: 'channel.updated', data: { channel } } })
    }
    await recordChange({ ctx, tx, action: 'deleteConnection', subjectId: id })
  })
}

// A post that is queued still goes out elsewhere at its time; one that flows may have ended with this.
async function blockWaiting({ ctx, tx, connectionId }: { ctx: Context; tx: TransactionRunner; connectionId: string }): Promise<void> {
  const posts = await tx.query<{ id: string; status: PostStatus }>(sql`
    select id, status from post where ${inScope(ctx)} and id in (
      select post_id from publication where workspace_id = ${ctx.workspaceId} and connection_id = ${connectionId} and status in ('scheduled', 'dispatching', 'retrying'))
    order by id for update`)
  await tx.execute(sql`
    update publication set rev = rev + 1, status = 'blocked', job_id = null, worker_id = null, next_action_at = null, updated_at = now(),
      reason_code = 'connection_deleted', reason_message = 'The connection was deleted before the post went out. Connect the account again and create a new post.'
    where workspace_id = ${ctx.workspaceId} and connection_id = ${connectionId} and post_id = any(${posts.map((post) => post.id)}) and status in ('scheduled', 'dispatching', 'retrying')`)
  for (const post of posts) if (post.status === 'flowing') await settlePost({ tx, postId: post.id })
}
