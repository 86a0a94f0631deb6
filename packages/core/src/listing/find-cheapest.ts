import type { Sql } from '@flow/db'
import type { Context } from '../context.ts'
import { acrossWorkspaces } from '../scoping/across-workspaces.ts'

const inSpec = acrossWorkspaces('the conditions of a list hold its scope')

/** Of statements that give the same rows, the one that PostgreSQL takes for the cheapest, and how many rows it expects of it. */
export async function findCheapest({
  ctx,
  statements,
}: {
  ctx: Context
  statements: readonly [Sql, ...Sql[]]
}): Promise<{ statement: Sql; expectedRows: number }> {
  let cheapest = { statement: statements[0], expectedRows: 0, cost: Number.POSITIVE_INFINITY }
  for (const statement of statements) {
    const [explained] = await ctx.sql.query<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number; 'Total Cost': number } }] }>(
      inSpec`explain (format json) ${statement}`,
    )
    const plan = explained?.['QUERY PLAN'][0].Plan
    if (plan && plan['Total Cost'] < cheapest.cost) cheapest = { statement, expectedRows: plan['Plan Rows'], cost: plan['Total Cost'] }
  }
  return cheapest
}
