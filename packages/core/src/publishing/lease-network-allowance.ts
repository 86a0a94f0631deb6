import { sql, type SqlRunner } from '@flow/db'
import type { Rate } from '@flow/networks/port'
import { clockSlackMs } from './spend-allowances.ts'

/** Takes up to `wanted` places of a network's rate for one worker; answers how many there were. Half of a rate may come at once, as for accounts. */
export async function leaseNetworkAllowance({ db, network, rate, wanted }: { db: SqlRunner; network: string; rate: Rate; wanted: number }): Promise<number> {
  const atOnce = Math.ceil(rate.max / 2)
  const spacingMs = (rate.seconds * 1_000) / Math.max(1, rate.max - atOnce)
  const count = Math.min(wanted, atOnce)
  const burst = sql`${atOnce * spacingMs}::float8 * interval '1 millisecond'`
  await db.execute(sql`insert into network_allowance (network, spent_until) values (${network}, now()) on conflict do nothing`)
  // What was noted before the clock was set back counts for nothing, as for accounts.
  const [row] = await db.query<{ given: number }>(sql`
    with noted as (
      select network, case when spent_until > now() + ${burst} + ${clockSlackMs} * interval '1 millisecond' then now() else greatest(spent_until, now()) end as spent
      from network_allowance where network = ${network} for update),
    room as (
      select network, spent, least(${count}::int, floor(extract(epoch from now() + ${burst} - spent) * 1000 / ${spacingMs}::float8))::int as given from noted)
    update network_allowance a set spent_until = room.spent + room.given * ${spacingMs}::float8 * interval '1 millisecond' from room where a.network = room.network and room.given > 0
    returning room.given`)
  return row?.given ?? 0
}
