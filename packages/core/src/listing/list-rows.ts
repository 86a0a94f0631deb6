import { join, raw, sql, type Sql } from '@flow/db'
import type { Schemas } from '@flow/contract/types'
import type { Context } from '../context.ts'
import { invalid } from '../domain-error.ts'
import { acrossWorkspaces } from '../scoping/across-workspaces.ts'
import { countRows, mostCounted } from './count-rows.ts'
import { afterCursor, encodeCursor } from './cursor.ts'
import type { ListingSpec, ListQuery } from './listing-spec.ts'
import { parseFilter } from './parse-filter.ts'
import { parseSort } from './parse-sort.ts'

const inSpec = acrossWorkspaces('the scope of the ListingSpec is among the conditions, and each spec is judged by itself')

export type Page<Row> = { rows: Row[]; pagination: Schemas['Pagination'] }

/**
 * One page of a noun, by number or by cursor.
 * @param among conditions besides the scope of the noun and the caller's filter
 */
export async function listRows<Row>({
  ctx,
  spec,
  among = [],
  query,
}: {
  ctx: Context
  spec: ListingSpec
  among?: Sql[]
  query: ListQuery
}): Promise<Page<Row>> {
  const { page = 1, perPage = 20, cursor } = query
  if (cursor !== undefined && query.page !== undefined) throw invalid({ field: 'cursor', message: "can't be combined with page; give one of them" })
  if (cursor === undefined && page * perPage > mostCounted)
    throw invalid({ field: 'page', message: 'reaches beyond row 10,000; walk on with cursor, which every page gives as nextCursor' })

  const keys = parseSort({ spec, sort: query.sort })
  const conditions = [spec.scope(ctx), ...among, ...parseFilter({ spec, filter: query.filter })]
  const table = raw(spec.table)
  const order = join(keys.map((key) => raw(`${key.column} ${key.isDescending ? 'desc' : 'asc'}`)))
  const placed = cursor === undefined ? conditions : [...conditions, afterCursor({ keys, cursor })]
  const keyTexts = keys.map(({ column, cast }, index) => {
    const text = cast === 'timestamptz' ? sql`to_char(${raw(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')` : sql`${raw(column)}::text`
    return sql`${text} as ${raw(`"sortValue${index}"`)}`
  })
  const offset = cursor === undefined ? (page - 1) * perPage : 0

  const found = await ctx.sql.query<Row & Record<`sortValue${number}`, string>>(inSpec`
    select ${spec.columns}, ${join(keyTexts)} from ${table} where ${join(placed, ' and ')} order by ${order} limit ${perPage + 1} offset ${offset}`)
  const rows = found.slice(0, perPage)
  const last = found.length > perPage ? rows.at(-1) : undefined
  const nextCursor = last ? encodeCursor({ keys, values: keys.map((_, index) => last[`sortValue${index}`] ?? '') }) : null
  if (cursor !== undefined) return { rows, pagination: { perPage, nextCursor } }

  const isWholeRest = !last && (rows.length > 0 || page === 1)
  const total = isWholeRest ? offset + rows.length : await countRows({ ctx, table, conditions: join(conditions, ' and ') })
  const isEstimate = total > mostCounted
  const shown = Math.min(total, mostCounted)
  return {
    rows,
    pagination: { page, perPage, total: shown, ...(isEstimate ? { totalIsEstimate: true } : {}), totalPages: Math.ceil(shown / perPage), nextCursor },
  }
}
