import { sql, type TransactionRunner } from '@flow/db'
import type { Context } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { inScope } from '../scoping/in-scope.ts'

/** Makes these the connections of a channel. The caller holds their links' locks and the channel's. */
export async function linkConnections({
  ctx,
  tx,
  channelId,
  connectionIds,
}: {
  ctx: Context
  tx: TransactionRunner
  channelId: string
  connectionIds: readonly string[]
}): Promise<void> {
  const known = new Set(await findKnown({ ctx, tx, connectionIds }))
  const missing = connectionIds.findIndex((id) => !known.has(id))
  if (missing >= 0) {
    const detail = { field: `connectionIds[${missing}]`, message: 'names no connection of this workspace and mode' }
    throw new DomainError({ code: 'CONNECTION_NOT_FOUND', details: [detail] })
  }
  await tx.execute(sql`
    delete from channel_connection using channel
    where channel.id = channel_id and channel.id = ${channelId} and ${inScope(ctx)} and connection_id <> all(${[...connectionIds]})`)
  if (connectionIds.length === 0) return
  await tx.execute(sql`
    insert into channel_connection (channel_id, connection_id)
    select ${channelId}, id from connection where id = any(${[...connectionIds]}) and ${inScope(ctx)} on conflict do nothing`)
}

async function findKnown({ ctx, tx, connectionIds }: { ctx: Context; tx: TransactionRunner; connectionIds: readonly string[] }): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(sql`
    select id from connection where id = any(${[...connectionIds]}) and workspace_id = ${ctx.workspaceId} and mode = ${ctx.mode}::mode
      and deleted_at is null and built_in_channel_id is null`)
  return rows.map((row) => row.id)
}
