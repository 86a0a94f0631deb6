import { sql, type Sql, type TransactionRunner } from '@flow/db'

/** Where the walk through workspaces and connections goes on. */
export type Turn = { workspaceId: string; connectionId: string }

/** A connection on which something is due. */
export type BusyConnection = Turn & { network: string }

export const firstTurn: Turn = { workspaceId: '', connectionId: '' }

// So many connections are looked at in one walk; the next walk goes on behind them.
const longestWalk = 5_000

/**
 * The connections with due work, from the turn on and around. It skips from one connection to the next in the index, two looks for each, however much
 * waits on it; one that has only work to come is passed over and takes nobody's place.
 */
export async function walkTurns({ tx, horizon, turn }: { tx: TransactionRunner; horizon: Sql; turn: Turn }): Promise<BusyConnection[]> {
  const from = await walk({ tx, horizon, after: turn, limit: longestWalk })
  const rest = longestWalk - from.length
  // Around, up to where the walk began.
  const around = rest > 0 ? (await walk({ tx, horizon, after: firstTurn, limit: rest })).filter((each) => isUpTo(each, turn)) : []
  return [...from, ...around].filter(({ isDue }) => isDue).map(({ workspaceId, connectionId, network }) => ({ workspaceId, connectionId, network }))
}

/** Goes on behind the first workspace, so that each is the first in its turn. */
export function passTurn(busy: readonly BusyConnection[]): { busy: readonly BusyConnection[]; turn: Turn } {
  const [first] = busy
  if (!first) return { busy, turn: firstTurn }
  const { workspaceId } = first
  const others = busy.findIndex((each) => each.workspaceId !== workspaceId)
  return { busy: others === -1 ? busy : [...busy.slice(others), ...busy.slice(0, others)], turn: { workspaceId, connectionId: '~' } }
}

const isUpTo = (one: Turn, other: Turn) =>
  one.workspaceId < other.workspaceId || (one.workspaceId === other.workspaceId && one.connectionId <= other.connectionId)

type Step = BusyConnection & { isDue: boolean }

function walk({ tx, horizon, after, limit }: { tx: TransactionRunner; horizon: Sql; after: Turn; limit: number }): Promise<Step[]> {
  const next = (workspaceId: Sql, connectionId: Sql) => sql`
    select workspace_id, connection_id, network from publication
    where status in ('scheduled', 'retrying') and (workspace_id, connection_id) > (${workspaceId}, ${connectionId}) order by workspace_id, connection_id limit 1`
  return tx.query(sql`
    with recursive turn as (
      (select n.*, 1 as place from (${next(sql`${after.workspaceId}`, sql`${after.connectionId}`)}) as n)
      union all
      select n.*, turn.place + 1 from turn cross join lateral (${next(sql`turn.workspace_id`, sql`turn.connection_id`)}) as n where turn.place < ${limit})
    select workspace_id, connection_id, network, exists (
      select 1 from publication p where p.status in ('scheduled', 'retrying') and p.workspace_id = turn.workspace_id and p.connection_id = turn.connection_id
        and p.run_at <= ${horizon}) as is_due
    from turn order by place`)
}
