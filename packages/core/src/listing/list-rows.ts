import { join, raw, sql, type Sql } from '@flow/db'
import type { Schemas } from '@flow/contract/types'
import type { Context } from '../context.ts'
import { invalid } from '../domain-error.ts'
import { acrossWorkspaces } from '../scoping/across-workspaces.ts'
import { countRows, mostCounted } from './count-rows.ts'
import { afterCursor, encodeCursor } from './cursor.ts'
import { findCheapest } from './find-cheapest.ts'
import type { ListingSpec, ListQuery } from './listing-spec.ts'
import { parseFilter } from './parse-filter.ts'
import { parseSort } from './parse-sort.ts'

// So many rows are read in the order of the list before the index of a search is asked, which knows all places of a text but no order.
const mostWalked = 4_000
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
  const filters = parseFilter({ spec, filter: query.filter })
  const searches = filters.filter(({ isSearch }) => isSearch)
  const others = [spec.scope(ctx), ...among, ...filters.filter(({ isSearch }) => !isSearch).map((each) => each.sql)]
  const table = raw(spec.table)
  const contained = searches.map((each) => each.sql)
  const plain = [...others, ...contained]
  const byIndex = searches.some((each) => each.byIndex) ? [...others, ...searches.map((each) => each.byIndex?.sql ?? each.sql)] : []
  const order = join(keys.map((key) => raw(`${key.column} ${key.isDescending ? 'desc' : 'asc'}`)))
  const after = cursor === undefined ? [] : [afterCursor({ keys, cursor })]
  const keyTexts = keys.map(({ column, cast }, index) => {
    const text = cast === 'timestamptz' ? sql`to_char(${raw(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')` : sql`${raw(column)}::text`
    return sql`${text} as ${raw(`"sortValue${index}"`)}`
  })
  const offset = cursor === undefined ? (page - 1) * perPage : 0

  const select = (from: Sql, where: Sql[]) => inSpec`
    select ${spec.columns}, ${join(keyTexts)} from ${from} where ${join(where, ' and ')} order by ${order} limit ${perPage + 1} offset ${offset}`
  const read = (statement: Sql) => ctx.sql.query<Row & Record<`sortValue${number}`, string>>(inSpec`${statement}`)
  const walk = (most: number) => {
    const nearest = inSpec`(select * from ${table} where ${join([...others, ...after], ' and ')} order by ${order} limit ${most}) as ${table}`
    return read(select(nearest, contained))
  }
  const isLongerThanWalked = async () => {
    const [counted] = await ctx.sql.query<{ rows: number }>(inSpec`
      select count(*)::int as rows from (select 1 from ${table} where ${join([...others, ...after], ' and ')} limit ${mostWalked}) as walked`)
    return counted?.rows === mostWalked
  }
  const readAll = async () => {
    const statement = select(table, [...plain, ...after])
    if (byIndex.length === 0) return read(statement)
    const cheapest = await findCheapest({ ctx, statements: [statement, select(table, [...byIndex, ...after])] })
    return read(cheapest.statement)
  }
  const countAll = () => {
    const rowsOf = (from: Sql, where: Sql[]) => inSpec`select 1 from ${from} where ${join(where, ' and ')}`
    const inIndex = searches[0]?.byIndex?.table
    // The table with the index knows the scope: where nothing else is asked, its rows can be counted without those of the list.
    const isAlone = inIndex !== undefined && plain.length === 2
    const byWayOfIndex = isAlone ? [rowsOf(raw(inIndex), plain)] : byIndex.length > 0 ? [rowsOf(table, byIndex)] : []
    return countRows({ ctx, lists: [rowsOf(table, plain), ...byWayOfIndex] })
  }
  const find = async () => {
    if (searches.length === 0 || keys.length > 2) return readAll()
    const near = await walk(mostWalked)
    if (near.length > perPage || !(await isLongerThanWalked())) return near
    // Where half a page was found, its rest is hardly far.
    const further = near.length > perPage / 2 ? await walk(3 * mostWalked) : near
    return further.length > perPage ? further : readAll()
  }
  const found = await find()
  const rows = found.slice(0, perPage)
  const last = found.length > perPage ? rows.at(-1) : undefined
  const nextCursor = last ? encodeCursor({ keys, values: keys.map((_, index) => last[`sortValue${index}`] ?? '') }) : null
  if (cursor !== undefined) return { rows, pagination: { perPage, nextCursor } }

  const isWholeRest = !last && (rows.length > 0 || page === 1)
  const total = isWholeRest ? offset + rows.length : await countAll()
  const isEstimate = total > mostCounted
  const shown = Math.min(total, mostCounted)
  return {
    rows,
    pagination: { page, perPage, total: shown, ...(isEstimate ? { totalIsEstimate: true } : {}), totalPages: Math.ceil(shown / perPage), nextCursor },
  }
}
