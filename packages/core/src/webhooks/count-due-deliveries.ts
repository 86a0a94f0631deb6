import { sql, type SqlRunner } from '@flow/db'

const mostCounted = 10_000

/** How many webhook deliveries wait although their time has come, counted up to 10,000. */
export async function countDueDeliveries(db: SqlRunner): Promise<number> {
  const [row] = await db.query<{ count: number }>(sql`
    select count(*)::int as count from (
      select 1 from webhook_delivery d join webhook w on w.id = d.webhook_id and w.active
      where d.status = 'pending' and d.next_attempt_at <= now() and (d.claimed_until is null or d.claimed_until < now()) limit ${mostCounted}) as due`)
  return row?.count ?? 0
}
