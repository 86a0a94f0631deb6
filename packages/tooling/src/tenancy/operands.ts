import type { Node } from 'libpg-query'
import { stringOf } from './nodes.ts'
import type { Operand, Origin, Relation } from './relations.ts'

/** The relations whose names a query knows: its own, then those of the query around it. */
export type Scope = { relations: Relation[]; parent: Scope | undefined }

/** One side of an equality, where a tie can come of it. */
export function operandOf({
  node,
  scope,
  parameters,
  rowsOf,
}: {
  node: Node | undefined
  scope: Scope
  parameters: readonly string[]
  rowsOf: (subselect: Node) => Operand | undefined
}): Operand | undefined {
  if (!node) return undefined
  if ('TypeCast' in node) return operandOf({ node: node.TypeCast.arg, scope, parameters, rowsOf })
  if ('ParamRef' in node) return { kind: 'given', name: parameters[(node.ParamRef.number ?? 0) - 1] ?? '' }
  if ('SubLink' in node && node.SubLink.subLinkType === 'EXPR_SUBLINK' && node.SubLink.subselect) return rowsOf(node.SubLink.subselect)
  const found = find({ node, scope })
  if (!found) return undefined
  if (found.relation.isGiven) return { kind: 'given', name: found.column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()) }
  return found.origin ? { kind: 'column', relation: found.relation, origin: found.origin } : undefined
}

export const originOf = ({ node, scope }: { node: Node | undefined; scope: Scope }): Origin | undefined => find({ node, scope })?.origin

/** Which column of which relation a name means. A name that several relations have means none here. */
function find({
  node,
  scope,
}: {
  node: Node | undefined
  scope: Scope | undefined
}): { relation: Relation; column: string; origin: Origin | undefined } | undefined {
  if (!node || !('ColumnRef' in node) || !scope) return undefined
  const names = (node.ColumnRef.fields ?? []).map(stringOf)
  const [relationName, column] = names.length === 1 ? [undefined, names[0]] : names
  if (column === undefined) return undefined
  const candidates = scope.relations.filter(({ name, columns }) => (relationName === undefined ? columns.has(column) : name === relationName))
  const [relation, another] = candidates
  // A relation of unknown columns may have it.
  if (!relation)
    return relationName === undefined && scope.relations.some(({ columns }) => columns.size === 0) ? undefined : find({ node, scope: scope.parent })
  return another ? undefined : { relation, column, origin: relation.columns.get(column) }
}
