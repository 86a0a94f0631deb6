import { join, raw, sql, type Sql } from '@flow/db'
import { invalid } from '../domain-error.ts'
import type { SortKey } from './parse-sort.ts'

const notACursor = { field: 'cursor', message: 'is not a nextCursor of this list' }

type CursorContent = { sort: string; values: string[] }

const describe = (keys: SortKey[]) => keys.map((key) => (key.isDescending ? '-' : '') + key.name).join(',')

/** The place after one row: the sort it belongs to and the row's values of each sort key. */
export function encodeCursor({ keys, values }: { keys: SortKey[]; values: string[] }): string {
  const content: CursorContent = { sort: describe(keys), values }
  return Buffer.from(JSON.stringify(content)).toString('base64url')
}

/** The condition "after that row". A cursor of another sort, or one not made here, is refused. */
export function afterCursor({ keys, cursor }: { keys: SortKey[]; cursor: string }): Sql {
  const content = decode(cursor)
  if (!content) throw invalid(notACursor)
  if (content.sort !== describe(keys)) throw invalid({ field: 'cursor', message: 'belongs to another sort; repeat the sort of the page it came from' })
  if (content.values.length !== keys.length || !keys.every((key, index) => key.isValue(content.values[index] ?? ''))) throw invalid(notACursor)
  const bound = keys.map((key, index) => ({ ...key, value: sql`${content.values[index]}::${raw(key.cast)}` }))
  const directions = new Set(keys.map((key) => key.isDescending))
  if (directions.size === 1) {
    const columns = join(bound.map((key) => raw(key.column)))
    return sql`(${columns}) ${raw(bound[0]?.isDescending ? '<' : '>')} (${join(bound.map((key) => key.value))})`
  }
  // Mixed directions have no row comparison: equal so far, and past it in this one.
  const steps = bound.map((key, index) => {
    const equal = bound.slice(0, index).map((before) => sql`${raw(before.column)} = ${before.value}`)
    return sql`(${join([...equal, sql`${raw(key.column)} ${raw(key.isDescending ? '<' : '>')} ${key.value}`], ' and ')})`
  })
  return sql`(${join(steps, ' or ')})`
}

function decode(cursor: string): CursorContent | undefined {
  try {
    const content: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (typeof content !== 'object' || content === null || !('sort' in content) || !('values' in content)) return undefined
    const { sort, values } = content
    if (typeof sort !== 'string' || !Array.isArray(values) || !values.every((value) => typeof value === 'string')) return undefined
    return { sort, values }
  } catch {
    return undefined
  }
}
