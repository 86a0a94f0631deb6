import { join, raw, sql, type Sql } from '@flow/db'
import { acrossWorkspaces } from '../scoping/across-workspaces.ts'
import { invalid } from '../domain-error.ts'
import { parseInstant } from '../time/parse-instant.ts'
import type { ListingField, ListingSpec, ListQuery, Operator } from './listing-spec.ts'

const inList = acrossWorkspaces('narrows rows that a list reads within its scope')
const comparisons: Record<Exclude<Operator, 'in' | 'contains'>, string> = { eq: '=', ne: '<>', gt: '>', gte: '>=', lt: '<', lte: '<=' }
/** An index of trigrams knows nothing shorter. */
const shortestIndexed = 3

/**
 * `isSearch`: looks for a part of a text.
 * `byIndex`: the same condition by way of the table that has an index for it; on that table itself it is `sql`.
 */
export type Condition = { sql: Sql; isSearch: boolean; byIndex?: { sql: Sql; table: string } }

/** Turns `filter[field][op]=value` into conditions. Unknown fields and operators are refused by name. */
export function parseFilter({ spec, filter = {} }: { spec: ListingSpec; filter: ListQuery['filter'] }): Condition[] {
  return Object.entries(filter).flatMap(([name, given]) => {
    const field = Object.hasOwn(spec.fields, name) ? spec.fields[name] : undefined
    if (!field || field.operators.length === 0) {
      const known = Object.entries(spec.fields)
        .filter(([, each]) => each.operators.length > 0)
        .map(([each]) => each)
      throw invalid({ field: `filter[${name}]`, message: `can't be filtered by; use ${known.join(', ')}` })
    }
    const byOperator = typeof given === 'string' ? { eq: given } : given
    return Object.entries(byOperator).map(([operator, value]) => {
      const plain = condition({ field, name: `filter[${name}]`, operator, value })
      if (operator !== 'contains') return { sql: plain, isSearch: false }
      const { searchedIn } = field
      if (!searchedIn || value.length < shortestIndexed) return { sql: plain, isSearch: true }
      return { sql: plain, isSearch: true, byIndex: throughIndex({ spec, searchedIn, plain }) }
    })
  })
}

const throughIndex = ({ spec, searchedIn, plain }: { spec: ListingSpec; searchedIn: { table: string; idColumn: string }; plain: Sql }) => ({
  sql: inList`${raw(spec.idColumn)} in (select ${raw(searchedIn.idColumn)} from ${raw(searchedIn.table)} where ${plain})`,
  table: searchedIn.table,
})

function condition({ field, name, operator, value }: { field: ListingField; name: string; operator: string; value: string }): Sql {
  if (!isOperatorOf(field, operator))
    throw invalid({ field: `${name}[${operator}]`, message: `is not an operator of this field; use ${field.operators.join(', ')}` })
  const column = raw(field.column)
  if (operator === 'contains') return sql`${column} ilike ${`%${value.replace(/[\\%_]/g, '\\$&')}%`}`
  if (operator === 'in') {
    const values = value.split(',').map((each) => toValue({ field, name: `${name}[in]`, text: each.trim() }))
    return sql`${column} in (${join(values)})`
  }
  return sql`${column} ${raw(comparisons[operator])} ${toValue({ field, name, text: value })}`
}

const isOperatorOf = (field: ListingField, operator: string): operator is Operator => (field.operators as readonly string[]).includes(operator)

function toValue({ field, name, text }: { field: ListingField; name: string; text: string }): Sql {
  if (field.kind === 'text') return sql`${text}`
  if (field.kind === 'time') return sql`${parseInstant({ text, field: name, allowUnixMs: true })}::timestamptz`
  if (!field.kind.enum.includes(text)) throw invalid({ field: name, message: `must be one of ${field.kind.enum.join(', ')}` })
  return sql`${text}::${raw(field.kind.cast)}`
}
