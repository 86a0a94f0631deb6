import type pg from 'pg'
import { insertDue } from './insert-due.ts'

const batch = 500

/** How many due rows a second a bare SKIP LOCKED loop claims, one transaction a batch, with no engine and nobody's turn to mind. No worker may run meanwhile. */
export async function runClaimFloor({
  client,
  channelId,
  connectionIds,
  count,
}: {
  client: pg.Client
  channelId: string
  connectionIds: readonly string[]
  count: number
}): Promise<number> {
  await insertDue({ client, channelId, connectionIds, run: 'floor', count, firstAt: Date.now(), spacingMs: 0 })
  await client.query('vacuum analyze post, publication')
  const started = performance.now()
  let claimed = 0
  for (;;) {
    const { rowCount } = await client.query({
      name: 'claim-floor',
      text: `with due as (
          select id from publication where status in ('scheduled', 'retrying') and run_at <= now() order by run_at limit ${batch} for update skip locked)
        update publication p set status = 'dispatching', updated_at = now() from due where p.id = due.id returning p.id`,
    })
    if (!rowCount) break
    claimed += rowCount
  }
  const tookMs = performance.now() - started
  if (claimed !== count) throw new Error(`the floor claimed ${claimed} of ${count}`)
  await client.query("delete from post where starts_with(id, 'post_floor_')")
  return (claimed / tookMs) * 1_000
}
