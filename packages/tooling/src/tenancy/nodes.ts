import type { Node } from 'libpg-query'

export const stringOf = (node: Node | undefined): string | undefined => (node && 'String' in node ? node.String.sval : undefined)

/** The name by which a column is known: its own, or that of what it refers to. */
export function columnName(node: Node | undefined): string {
  if (!node) return ''
  if ('ResTarget' in node) return node.ResTarget.name ?? ''
  if ('ColumnRef' in node) return stringOf(node.ColumnRef.fields?.at(-1)) ?? ''
  return 'TypeCast' in node ? columnName(node.TypeCast.arg) : ''
}

/** The nodes of a kind in a part of a statement; without `isDeep` not those within a query within. */
export function* nodesOf({ tree, kind, isDeep = false }: { tree: unknown; kind: 'SubLink' | 'RangeVar' | 'ColumnRef'; isDeep?: boolean }): Iterable<Node> {
  if (typeof tree !== 'object' || tree === null) return
  // A node of libpg-query is an object with its kind as the one key.
  if (kind in tree) yield tree as Node
  for (const [key, value] of Object.entries(tree)) {
    // A lock names what stands in the from.
    if (key === 'lockedRels' || (!isDeep && key === 'subselect')) continue
    // The table of a change stands there without its kind.
    if (kind === 'RangeVar' && key === 'relation' && typeof value === 'object' && value !== null && 'relname' in value) yield { RangeVar: value }
    yield* nodesOf({ tree: value, kind, isDeep })
  }
}
