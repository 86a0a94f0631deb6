import { raw, sql, type Channel, type SqlRunner, type TransactionRunner } from '@flow/db'
import type { Context } from '../context.ts'
import { notFound } from '../domain-error.ts'
import { inScope } from '../scoping/in-scope.ts'

/** A channel with what callers see of its connections. */
export type ChannelRow = Channel & { feedSlug: string | null; connectionIds: string[] }

export const channelColumns = raw(
  `channel.id, channel.workspace_id, channel.mode, channel.name, channel.color, channel.timezone, channel.feed_enabled, channel.created_at, channel.updated_at, channel.deleted_at,
  (select n.feed_slug from connection n where n.built_in_channel_id = channel.id) as feed_slug,
  array(select l.connection_id from channel_connection l where l.channel_id = channel.id order by l.connection_id) as connection_ids`,
)

export async function findChannel({ ctx, db, id }: { ctx: Context; db: SqlRunner; id: string }): Promise<ChannelRow> {
  const [channel] = await db.query<ChannelRow>(sql`
    select ${channelColumns} from channel where id = ${id} and workspace_id = ${ctx.workspaceId} and mode = ${ctx.mode}::mode and deleted_at is null`)
  if (!channel) throw notFound('CHANNEL_NOT_FOUND')
  return channel
}

/** Holds off posts that would be created on the channel meanwhile. */
export async function lockChannel({ ctx, tx, id }: { ctx: Context; tx: TransactionRunner; id: string }): Promise<ChannelRow> {
  await tx.query(sql`select 1 from channel where id = ${id} and ${inScope(ctx)} for update`)
  return findChannel({ ctx, db: tx, id })
}
