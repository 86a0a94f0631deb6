import { sql, type SqlRunner } from '@flow/db'

export type QueueDepth = { network: string; state: 'due' | 'scheduled' | 'retrying' | 'dispatching' | 'sending' | 'unknown'; count: number }

/** So many rows of each state are counted at most, so that a look at a full queue costs as much as one at a long one. */
export const mostCounted = 10_000

/**
 * How much waits and is in work, by network. `due`: its time has come and nobody has taken it up. `scheduled` and `retrying`: its time comes within the hour;
 * what is further ahead is no load.
 */
export async function measureQueue(db: SqlRunner): Promise<QueueDepth[]> {
  return db.query<QueueDepth>(sql`
    select network, state, count(*)::int as count from (
      (select network, 'due' as state from publication where status in ('scheduled', 'retrying') and run_at <= now() order by run_at limit ${mostCounted})
      union all
      (select network, status::text from publication where status in ('scheduled', 'retrying') and run_at > now() and run_at <= now() + interval '1 hour' order by run_at limit ${mostCounted})
      union all
      (select network, 'dispatching' from publication where status = 'dispatching' limit ${mostCounted})
      union all
      (select network, status::text from publication where status in ('sending', 'unknown') limit ${mostCounted})) as open
    group by network, state`)
}
