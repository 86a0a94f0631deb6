import { sql, type Sql } from '@flow/db'
import { heldInTurn, inTurnDepth } from './held-in-turn.ts'
import type { BusyConnection } from './walk-turns.ts'

// So many connections are looked at for each place there is: some have less than it seemed, or as much in work as they may.
const lookedAtForEach = 2
// So many of their publications are weighed for each place, and of each connection some in any case.
const weighedForEach = 4
const leastOfEach = 2

type Weighed = { workspace_id: string; connection_id: string; place: number; most: number }

/**
 * Network by network the first of every workspace, then the second of every workspace, and so on; within a workspace its connections take turns the same way.
 * @param number of the round: of a workspace with more connections than there are places, each round looks at the next ones
 */
export function chooseFairly({
  horizon,
  busy,
  number,
  limit,
  window,
  rooms,
  inTurn,
}: {
  horizon: Sql
  busy: readonly BusyConnection[]
  number: number
  limit: number
  window: number
  rooms: Record<string, number>
  inTurn: readonly string[]
}): Sql {
  const ofNetworks = [...Map.groupBy(busy.entries(), ([, { network }]) => network)]
  const weighed = ofNetworks.flatMap(([network, entries]) => weigh({ entries, room: Math.min(limit, rooms[network] ?? window), number }))
  return sql`
    select p.id, turn::int from (
      select id, network, turn, workspace_place, row_number() over (partition by network order by turn, workspace_place) as network_place from (
        select id, network, row_number() over (partition by workspace_id, network order by nth, place) as turn, workspace_place from (
          select c.id, c.network, busy.workspace_id, busy.place, c.nth, min(busy.place) over (partition by busy.workspace_id) as workspace_place
          from jsonb_to_recordset(${JSON.stringify(weighed)}::jsonb) as busy (workspace_id text, connection_id text, place int, most int)
          left join (${heldInTurn(inTurn)}) as held on held.connection_id = busy.connection_id
          cross join lateral (
            select id, network, row_number() over (order by run_at) as nth from publication p where p.status in ('scheduled', 'retrying')
              and p.workspace_id = busy.workspace_id and p.connection_id = busy.connection_id and p.run_at <= ${horizon} order by run_at limit busy.most) as c
          where c.network <> all(${[...inTurn]}) or c.nth + coalesce(held.count, 0) <= ${inTurnDepth}) as each_connection) as each_workspace) as each_network
    join publication p on p.id = each_network.id
    where network_place <= coalesce((${JSON.stringify(rooms)}::jsonb ->> each_network.network)::int, ${window}) and p.status in ('scheduled', 'retrying')
    order by turn, workspace_place limit ${limit} for update of p skip locked`
}

/** Whom to look at for one network's places: of every workspace as many connections. */
function weigh({ entries, room, number }: { entries: readonly [place: number, connection: BusyConnection][]; room: number; number: number }): Weighed[] {
  if (room === 0) return []
  const workspaces = [...Map.groupBy(entries, ([, { workspaceId }]) => workspaceId).values()]
  const ofEach = Math.ceil((room * lookedAtForEach) / workspaces.length)
  const looked = workspaces.flatMap((connections) => {
    const from = connections.length > ofEach ? (number * ofEach) % connections.length : 0
    return [...connections.slice(from), ...connections.slice(0, from)].slice(0, ofEach)
  })
  const most = Math.max(leastOfEach, Math.ceil((room * weighedForEach) / looked.length))
  return looked.map(([place, { workspaceId, connectionId }]) => ({ workspace_id: workspaceId, connection_id: connectionId, place, most }))
}
