import { join, sql, type ConnectionStatus, type TransactionRunner } from '@flow/db'
import type { AccountLimits } from '@flow/networks/port'
import type { Context } from '../context.ts'
import { newId } from '../ids.ts'

/** `limits`: of the account or its server, where they differ from the network's. `expiresAt`: when its credentials end unless somebody connects again. */
export type Target = {
  connectionId: string
  network: string
  limits: AccountLimits | null
  name: string | null
  status: ConnectionStatus
  expiresAt: Date | null
}

type Row = { channelId: string } & (Target | Record<keyof Target, null>)

/**
 * The connections that channels publish to now, by channel; an unknown channel has no entry. The lock keeps the channels as they are
 * until the posts stand.
 */
export async function lockTargets({
  ctx,
  tx,
  channelIds,
}: {
  ctx: Context
  tx: TransactionRunner
  channelIds: readonly string[]
}): Promise<ReadonlyMap<string, readonly Target[]>> {
  const wanted = sql`channel where id = any(${[...new Set(channelIds)]}) and workspace_id = ${ctx.workspaceId} and mode = ${ctx.mode}::mode and deleted_at is null`
  // In a statement of its own, so that the next one sees what those left for whom it waited.
  tx.defer(sql`select 1 from ${wanted} order by id for share`)
  const rows = await tx.query<Row>(sql`
    with locked as (select id, feed_enabled from ${wanted}),
    targets as (
      select locked.id as channel_id, n.id as connection_id, n.network, n.limits, n.name, n.status, n.expires_at from locked join connection n on n.built_in_channel_id = locked.id
        where locked.feed_enabled and n.deleted_at is null
      union all
      select l.channel_id, n.id, n.network, n.limits, n.name, n.status, n.expires_at from locked join channel_connection l on l.channel_id = locked.id join connection n on n.id = l.connection_id
        where n.deleted_at is null)
    select locked.id as channel_id, targets.connection_id, targets.network, targets.limits, targets.name, targets.status, targets.expires_at
    from locked left join targets on targets.channel_id = locked.id`)
  const targets = new Map<string, Target[]>()
  for (const { channelId, ...target } of rows) {
    const known = targets.get(channelId) ?? []
    if (target.connectionId !== null) known.push(target)
    targets.set(channelId, known)
  }
  return targets
}

/** One publication a target: these rows are the schedule. */
export async function insertPublications({
  tx,
  workspaceId,
  postId,
  runAt,
  targets,
}: {
  tx: TransactionRunner
  workspaceId: string
  postId: string
  runAt: Date
  targets: readonly Target[]
}): Promise<void> {
  if (targets.length === 0) return
  const rows = targets.map((target) => sql`(${newId('publication')}, ${workspaceId}, ${postId}, ${target.connectionId}, ${target.network}, ${runAt})`)
  await tx.execute(sql`insert into publication (id, workspace_id, post_id, connection_id, network, run_at) values ${join(rows)}`)
}
