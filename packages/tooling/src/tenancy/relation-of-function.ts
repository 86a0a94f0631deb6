import type { RangeFunction } from 'libpg-query'
import { nodesOf, stringOf } from './nodes.ts'
import type { Relation } from './relations.ts'

/** The rows of a function. Where it is given nothing of a table, they are the caller's own. */
export function relationOfFunction({ functions, alias, coldeflist }: RangeFunction): Relation {
  const defined = (coldeflist ?? []).map((node) => ('ColumnDef' in node ? node.ColumnDef.colname : undefined))
  const named = (alias?.colnames ?? []).map(stringOf)
  const columns = new Map([...defined, ...named].flatMap((column) => (column === undefined ? [] : [[column, undefined] as const])))
  const [read] = nodesOf({ tree: functions, kind: 'ColumnRef', isDeep: true })
  return { name: alias?.aliasname ?? '', columns, isGiven: read === undefined, isTied: false, isModeTied: false }
}
