import { sql, type Sql, type SqlRunner } from '@flow/db'
import { idBoundAt } from '../ids.ts'

export type SweptRows = { events: number; deliveries: number; idempotencyRecords: number; oauthStates: number }

const keptDays = 30

/**
 * Deletes what is kept for a time only and is past it, by the database's clock: events and settled deliveries after 30 days, kept answers
 * after 24 hours, OAuth states a day after their end. Each in batches of `limit`, so that no transaction holds many rows or lasts long.
 */
export async function sweepOldRows({ db, limit, signal }: { db: SqlRunner; limit: number; signal?: AbortSignal }): Promise<SweptRows> {
  // Ids are in the order of their making, so the primary key finds the old ones; there is no index by time alone.
  const at = new Date(Date.now() - keptDays * 86_400_000)
  const isOld = sql`created_at < now() - make_interval(days => ${keptDays})`
  const inBatches = async (statement: Sql): Promise<number> => {
    let sum = 0
    for (;;) {
      const count = await db.execute(statement)
      sum += count
      if (count < limit || signal?.aborted) return sum
    }
  }
  return {
    deliveries: await inBatches(sql`
      delete from webhook_delivery where id in (
        select id from webhook_delivery where id < ${idBoundAt({ noun: 'delivery', at })} and ${isOld} and status <> 'pending'
        order by id limit ${limit} for update skip locked)`),
    events: await inBatches(sql`
      delete from event where id in (
        select id from event where id < ${idBoundAt({ noun: 'event', at })} and ${isOld} order by id limit ${limit} for update skip locked)`),
    // One that is renewed meanwhile is locked, and judged again once it is not.
    idempotencyRecords: await inBatches(sql`
      delete from idempotency_record where ctid = any (array(
        select ctid from idempotency_record where created_at <= now() - interval '24 hours' order by created_at limit ${limit} for update skip locked))`),
    oauthStates: await inBatches(sql`
      delete from oauth_state where state_hash in (
        select state_hash from oauth_state where expires_at < now() - interval '1 day' order by expires_at limit ${limit} for update skip locked)`),
  }
}
