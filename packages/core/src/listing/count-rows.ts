import type { Sql } from '@flow/db'
import type { Context } from '../context.ts'
import { acrossWorkspaces } from '../scoping/across-workspaces.ts'
import { findCheapest } from './find-cheapest.ts'

/** Lists are counted exactly up to here. */
export const mostCounted = 10_000

/** Lists that PostgreSQL's statistics hold for so long are not counted: they are off by far less. */
const surelyLong = 4 * mostCounted
const knownForMs = 60_000
const mostKnown = 1_000
/** Lists that were longer than is counted, by their statement, until when that is taken as still so. */
const longUntil = new Map<string, number>()
const inSpec = acrossWorkspaces('the conditions of a list hold its scope')

/**
 * How many rows a list has; of one that is longer than `mostCounted`, just some number above it, which stands for a minute: counting again to find no end costs a long list most of its time.
 * @param lists statements that give the rows of the list, each in its own way; the first names the list
 */
export async function countRows({ ctx, lists }: { ctx: Context; lists: readonly [Sql, ...Sql[]] }): Promise<number> {
  const list = `${lists[0].text} ${JSON.stringify(lists[0].values)}`
  const now = ctx.clock.now().getTime()
  if ((longUntil.get(list) ?? 0) > now) return mostCounted + 1
  const total = await estimateOrCount({ ctx, lists })
  longUntil.delete(list)
  if (total > mostCounted) {
    const [oldest] = longUntil.keys()
    if (longUntil.size >= mostKnown && oldest !== undefined) longUntil.delete(oldest)
    longUntil.set(list, now + knownForMs)
  }
  return total
}

async function estimateOrCount({ ctx, lists }: { ctx: Context; lists: readonly [Sql, ...Sql[]] }): Promise<number> {
  const { statement, expectedRows } = await findCheapest({ ctx, statements: lists })
  if (expectedRows > surelyLong) return mostCounted + 1
  const [counted] = await ctx.sql.query<{ total: number }>(inSpec`select count(*)::int as total from (${statement} limit ${mostCounted + 1}) as counted`)
  return counted?.total ?? 0
}
