import { sql, type Sql } from '@flow/db'

/** So many publications of a connection that takes one at a time are in the engine at most: the one in work, and those that follow until the promoter looks again. */
export const inTurnDepth = 4

/** How many the engine has of each such connection. */
export const heldInTurn = (inTurn: readonly string[]): Sql => sql`
  select connection_id, count(*) as count from publication where status = 'dispatching' and network = any(${[...inTurn]}) group by connection_id`
