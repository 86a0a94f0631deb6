import { sql, type SqlRunner } from '@flow/db'

export type ClaimedDelivery = { id: string; webhookId: string }

const leaseSeconds = 40

/**
 * Takes due deliveries for a while, a few of each webhook, so that one with a long queue keeps nobody waiting. A worker that dies lets
 * its lease run out.
 * @param freeOf how many more of a webhook may be in work; others than those named have `freeByDefault`
 */
export async function claimDeliveries({
  db,
  limit,
  freeOf,
  freeByDefault,
}: {
  db: SqlRunner
  limit: number
  freeOf: ReadonlyMap<string, number>
  freeByDefault: number
}): Promise<ClaimedDelivery[]> {
  if (limit <= 0) return []
  const free = JSON.stringify(Object.fromEntries(freeOf))
  return db.query<ClaimedDelivery>(sql`
    with due as (
      select d.id, row_number() over (partition by d.webhook_id order by d.next_attempt_at, d.id) as place, coalesce((${free}::jsonb ->> d.webhook_id)::int, ${freeByDefault}) as free
      from webhook_delivery d join webhook w on w.id = d.webhook_id and w.active
      where d.status = 'pending' and d.next_attempt_at <= now() and (d.claimed_until is null or d.claimed_until < now()))
    update webhook_delivery d set claimed_until = now() + ${leaseSeconds} * interval '1 second'
    from (select id from due where place <= free order by place, id limit ${limit}) as chosen
    where d.id = chosen.id and d.status = 'pending' and (d.claimed_until is null or d.claimed_until < now())
    returning d.id, d.webhook_id`)
}
