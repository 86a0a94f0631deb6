import type { Sql } from '@flow/db'
import type { Context } from '../context.ts'
import { acrossWorkspaces } from '../scoping/across-workspaces.ts'

/** Lists are counted exactly up to here. */
export const mostCounted = 10_000

/** Lists that PostgreSQL's statistics hold for so long are not counted: they are off by far less. */
const surelyLong = 4 * mostCounted
const knownForMs = 60_000
const mostKnown = 1_000
/** Lists that were longer than is counted, by their table and conditions, until when that is taken as still so. */
const longUntil = new Map<string, number>()
const inSpec = acrossWorkspaces('the conditions of a list hold its scope')

/** How many rows a list has; of one that is longer than `mostCounted`, just some number above it, which stands for a minute: counting again to find no end costs a long list most of its time. */
export async function countRows({ ctx, table, conditions }: { ctx: Context; table: Sql; conditions: Sql }): Promise<number> {
  const list = `${table.text} ${conditions.text} ${JSON.stringify(conditions.values)}`
  const now = ctx.clock.now().getTime()
  if ((longUntil.get(list) ?? 0) > now) return mostCounted + 1
  const total = await estimateOrCount({ ctx, table, conditions })
  longUntil.delete(list)
  if (total > mostCounted) {
    const [oldest] = longUntil.keys()
    if (longUntil.size >= mostKnown && oldest !== undefined) longUntil.delete(oldest)
    longUntil.set(list, now + knownForMs)
  }
  return total
}

async function estimateOrCount({ ctx, table, conditions }: { ctx: Context; table: Sql; conditions: Sql }): Promise<number> {
  const [explained] = await ctx.sql.query<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>(inSpec`
    explain (format json) select 1 from ${table} where ${conditions}`)
  if ((explained?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0) > surelyLong) return mostCounted + 1
  const [counted] = await ctx.sql.query<{ total: number }>(inSpec`
    select count(*)::int as total from (select 1 from ${table} where ${conditions} limit ${mostCounted + 1}) as counted`)
  return counted?.total ?? 0
}
