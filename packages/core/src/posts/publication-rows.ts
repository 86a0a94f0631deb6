import { join, sql, type SqlRunner } from '@flow/db'
import type { Context } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { newId } from '../ids.ts'

export type Target = { connectionId: string; network: string }

/** The connections a channel publishes to now. The lock keeps the channel as it is until the post stands. */
export async function lockTargets({ ctx, tx, channelId }: { ctx: Context; tx: SqlRunner; channelId: string }): Promise<Target[]> {
  const [channel] = await tx.query<{ id: string }>(sql`
    select id from channel where id = ${channelId} and workspace_id = ${ctx.workspaceId} and mode = ${ctx.mode}::mode and deleted_at is null for share`)
  if (!channel) throw new DomainError({ code: 'CHANNEL_NOT_FOUND', details: [{ field: 'channelId', message: 'names no channel of this workspace and mode' }] })
  return tx.query<Target>(sql`
    select n.id as connection_id, n.network from connection n join channel c on c.id = n.built_in_channel_id
      where c.id = ${channelId} and c.feed_enabled and n.deleted_at is null
    union all
    select n.id, n.network from connection n join channel_connection l on l.connection_id = n.id
      where l.channel_id = ${channelId} and n.deleted_at is null`)
}

/** One publication a target: these rows are the schedule. */
export async function insertPublications({
  tx,
  workspaceId,
  postId,
  runAt,
  targets,
}: {
  tx: SqlRunner
  workspaceId: string
  postId: string
  runAt: Date
  targets: Target[]
}): Promise<void> {
  if (targets.length === 0) return
  const rows = targets.map((target) => sql`(${newId('publication')}, ${workspaceId}, ${postId}, ${target.connectionId}, ${target.network}, ${runAt})`)
  await tx.execute(sql`insert into publication (id, workspace_id, post_id, connection_id, network, run_at) values ${join(rows)}`)
}
