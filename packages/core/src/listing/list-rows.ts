import { join, raw, sql, type Sql } from '@flow/db'
import type { Schemas } from '@flow/contract/types'
import type { Context } from '../context.ts'
import { invalid } from '../domain-error.ts'
import { acrossWorkspaces } from '../scoping/across-workspaces.ts'
import { afterCursor, encodeCursor } from './cursor.ts'
import type { ListingSpec, ListQuery } from './listing-spec.ts'
import { parseFilter } from './parse-filter.ts'
import { parseSort } from './parse-sort.ts'

const exactTotal = 10_000
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
  if (cursor === undefined && page * perPage > exactTotal)
    throw invalid({ field: 'page', message: 'reaches beyond row 10,000; walk on with cursor, which every page gives as nextCursor' })

  const keys = parseSort({ spec, sort: query.sort })
  const conditions = [spec.scope(ctx), ...among, ...parseFilter({ spec, filter: query.filter })]
  const table = raw(spec.table)
  const order = join(keys.map((key) => raw(`${key.column} ${key.isDescending ? 'desc' : 'asc'}`)))
  const placed = cursor === undefined ? conditions : [...conditions, afterCursor({ keys, cursor })]
  const keyTexts = join(
    keys.map((key) =>
      key.cast === 'timestamptz' ? sql`to_char(${raw(key.column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')` : sql`${raw(key.column)}::text`,
    ),
  )

  const found = await ctx.sql.query<Row & { sortValues: string[] }>(inSpec`
    select ${spec.columns}, array[${keyTexts}] as sort_values from ${table} where ${join(placed, ' and ')}
    order by ${order} limit ${perPage + 1} offset ${cursor === undefined ? (page - 1) * perPage : 0}`)
  const rows = found.slice(0, perPage)
  const last = rows.at(-1)
  const nextCursor = found.length > perPage && last ? encodeCursor({ keys, values: last.sortValues }) : null
  if (cursor !== undefined) return { rows, pagination: { perPage, nextCursor } }

  const [counted] = await ctx.sql.query<{ total: number }>(inSpec`
    select count(*)::int as total from (select 1 from ${table} where ${join(conditions, ' and ')} limit ${exactTotal + 1}) as counted`)
  const isEstimate = (counted?.total ?? 0) > exactTotal
  const total = Math.min(counted?.total ?? 0, exactTotal)
  return { rows, pagination: { page, perPage, total, ...(isEstimate ? { totalIsEstimate: true } : {}), totalPages: Math.ceil(total / perPage), nextCursor } }
}
