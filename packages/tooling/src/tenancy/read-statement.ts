import type { DeleteStmt, InsertStmt, Node, RangeVar, SelectStmt, UpdateStmt, WithClause } from 'libpg-query'
import type { TenantSchema } from './read-tenant-schema.ts'
import { columnName, nodesOf, stringOf } from './nodes.ts'
import { operandOf, originOf, type Scope } from './operands.ts'
import type { Equality, Origin, Relation } from './relations.ts'
import { relationOfFunction } from './relation-of-function.ts'

export type Reading = { relations: Relation[]; equalities: Equality[]; unread: string[] }
/** What a query answers, and the relations that its rows come from. */
export type Answer = { from: Relation[]; columns: Map<string, Origin | undefined>; scope?: Scope }
type Parts = ReadonlyMap<string, Answer>
type Ties = Set<Relation>

/** Every table that a statement names, and what it holds equal; queries within it included. */
export function readStatement({
  schema,
  statement,
  parameters,
}: {
  schema: TenantSchema
  statement: Node | undefined
  parameters: readonly string[]
}): Reading {
  const reading: Reading = { relations: [], equalities: [], unread: [] }
  const seen = new Set<RangeVar>()
  const judged = new Set<Node>()

  function query({ node, parent, parts, outer = new Set() }: { node: Node | undefined; parent: Scope | undefined; parts: Parts; outer?: Ties }): Answer {
    if (node && 'SelectStmt' in node) return select({ statement: node.SelectStmt, parent, parts, outer })
    if (node && 'InsertStmt' in node) return insert({ statement: node.InsertStmt, parts })
    if (node && 'UpdateStmt' in node) return update({ statement: node.UpdateStmt, parts })
    if (node && 'DeleteStmt' in node) return remove({ statement: node.DeleteStmt, parts })
    reading.unread.push(`can’t judge ${node ? Object.keys(node).join() : 'an empty statement'}`)
    return { from: [], columns: new Map() }
  }

  function withParts({ clause, parts }: { clause: WithClause | undefined; parts: Parts }): Parts {
    const all = new Map(parts)
    for (const node of clause?.ctes ?? []) {
      if (!('CommonTableExpr' in node)) continue
      const { ctename = '', ctequery } = node.CommonTableExpr
      if (clause?.recursive) reading.unread.push(`can’t judge the recursive part ${ctename}`)
      all.set(ctename, query({ node: ctequery, parent: undefined, parts: all }))
    }
    return all
  }

  function select({ statement, parent, parts: given, outer }: { statement: SelectStmt; parent: Scope | undefined; parts: Parts; outer: Ties }): Answer {
    const parts = withParts({ clause: statement.withClause, parts: given })
    if (statement.larg && statement.rarg) {
      const [left, right] = [statement.larg, statement.rarg].map((branch) => select({ statement: branch, parent, parts, outer: new Set() }))
      if (!left || !right) throw new Error('two branches make two answers')
      const columns = [...left.columns].map(([name, origin], place) => [name, isSame(origin, [...right.columns.values()][place]) ? origin : undefined] as const)
      return { from: [...left.from, ...right.from], columns: new Map(columns) }
    }
    const scope: Scope = { relations: [], parent }
    const from = new Set((statement.fromClause ?? []).flatMap((node) => item({ node, scope, parts })))
    hold({ node: statement.whereClause, scope, parts, allowed: new Set([...from, ...outer]) })
    lookInto({ node: { ...statement, fromClause: undefined, withClause: undefined }, scope, parts })
    return { from: [...from], columns: answered({ targets: statement.targetList, scope }), scope }
  }

  function insert({ statement, parts: given }: { statement: InsertStmt; parts: Parts }): Answer {
    const parts = withParts({ clause: statement.withClause, parts: given })
    const target = tableOf({ range: statement.relation, parts: new Map() })
    const columns = (statement.cols ?? []).map(columnName)
    const put = statement.selectStmt && 'SelectStmt' in statement.selectStmt ? statement.selectStmt.SelectStmt : undefined
    const { valuesLists = [] } = put ?? {}
    const [first, ...more] = valuesLists
    if (first && 'List' in first) {
      const scope: Scope = { relations: [], parent: undefined }
      setEqual({ target, columns, values: first.List.items ?? [], scope })
      lookInto({ node: valuesLists, scope, parts })
      if (more.length > 0 && target.table) reading.unread.push(`can’t judge several rows of values for ${target.table.name}; insert what a select answers`)
    } else if (put) {
      const { scope } = query({ node: { SelectStmt: put }, parent: undefined, parts })
      const values = (put.targetList ?? []).map((node) => ('ResTarget' in node ? node.ResTarget.val : undefined))
      if (scope) setEqual({ target, columns, values, scope })
    }
    if (target.table && statement.onConflictClause?.action === 'ONCONFLICT_UPDATE')
      reading.unread.push(`can’t judge "on conflict do update" of ${target.table.name}`)
    return returned({ clause: statement.returningClause?.exprs, scope: { relations: [target], parent: undefined }, parts })
  }

  /** A row that is put in holds its columns equal to what is put there. */
  function setEqual({ target, columns, values, scope }: { target: Relation; columns: string[]; values: (Node | undefined)[]; scope: Scope }): void {
    for (const [place, column] of columns.entries()) {
      const other = operandOf({ node: values[place], scope, parameters, rowsOf: () => undefined })
      const origin = target.columns.get(column)
      if (other && origin) reading.equalities.push({ one: { kind: 'column', relation: target, origin }, other, allowed: new Set([target]) })
    }
  }

  function update({ statement, parts: given }: { statement: UpdateStmt; parts: Parts }): Answer {
    const { relation, fromClause = [], whereClause, targetList, returningClause, withClause } = statement
    return change({
      relation,
      others: fromClause,
      where: whereClause,
      values: targetList,
      returning: returningClause?.exprs,
      parts: withParts({ clause: withClause, parts: given }),
    })
  }

  function remove({ statement, parts: given }: { statement: DeleteStmt; parts: Parts }): Answer {
    const { relation, usingClause = [], whereClause, returningClause, withClause } = statement
    return change({
      relation,
      others: usingClause,
      where: whereClause,
      values: [],
      returning: returningClause?.exprs,
      parts: withParts({ clause: withClause, parts: given }),
    })
  }

  type Change = {
    relation: RangeVar | undefined
    others: Node[]
    where: Node | undefined
    values: Node[] | undefined
    returning: Node[] | undefined
    parts: Parts
  }
  function change({ relation, others, where, values, returning, parts }: Change): Answer {
    const target = tableOf({ range: relation, parts: new Map() })
    const scope: Scope = { relations: [target], parent: undefined }
    const all = new Set([target, ...others.flatMap((node) => item({ node, scope, parts }))])
    hold({ node: where, scope, parts, allowed: all })
    lookInto({ node: [where, values], scope, parts })
    return returned({ clause: returning, scope, parts })
  }

  function returned({ clause, scope, parts }: { clause: Node[] | undefined; scope: Scope; parts: Parts }): Answer {
    lookInto({ node: clause, scope, parts })
    return { from: scope.relations, columns: answered({ targets: clause, scope }) }
  }

  /** The relations of one item of a `from`, put into the scope. */
  function item({ node, scope, parts }: { node: Node | undefined; scope: Scope; parts: Parts }): Relation[] {
    if (!node) return []
    if ('JoinExpr' in node) {
      const { larg, rarg, quals, jointype, usingClause } = node.JoinExpr
      if (usingClause) reading.unread.push('can’t judge "using"; write "on"')
      const [left, right] = [item({ node: larg, scope, parts }), item({ node: rarg, scope, parts })]
      // A condition on an outer join leaves the rows of the outer side as they were.
      const [fromLeft, fromRight] = [jointype === 'JOIN_INNER' || jointype === 'JOIN_RIGHT', jointype === 'JOIN_INNER' || jointype === 'JOIN_LEFT']
      hold({ node: quals, scope, parts, allowed: new Set([...(fromLeft ? left : []), ...(fromRight ? right : [])]) })
      lookInto({ node: quals, scope, parts })
      return [...left, ...right]
    }
    const relation = relationOf({ node, scope, parts })
    if (!relation) {
      reading.unread.push(`can’t judge ${Object.keys(node).join()} in a from`)
      return []
    }
    scope.relations.push(relation)
    return [relation]
  }

  function relationOf({ node, scope, parts }: { node: Node; scope: Scope; parts: Parts }): Relation | undefined {
    if ('RangeVar' in node) return tableOf({ range: node.RangeVar, parts })
    if ('RangeSubselect' in node) {
      const { subquery, alias, lateral } = node.RangeSubselect
      return keep(toRelation({ name: alias?.aliasname ?? '', ...query({ node: subquery, parent: lateral ? scope : scope.parent, parts }) }))
    }
    return 'RangeFunction' in node ? keep(relationOfFunction(node.RangeFunction)) : undefined
  }

  function tableOf({ range, parts }: { range: RangeVar | undefined; parts: Parts }): Relation {
    if (range) seen.add(range)
    const table = range?.relname ?? ''
    const name = range?.alias?.aliasname ?? table
    const part = parts.get(table)
    if (part) return keep(toRelation({ name, ...part }))
    const found = schema.get(table)
    const columns = new Map([...(found?.columns ?? [])].map((column) => [column, { table, column }]))
    return keep({ name, columns, isTied: false, isModeTied: false, ...(found?.isTenant ? { table: { name: table, schema: found } } : {}) })
  }

  function keep(relation: Relation): Relation {
    reading.relations.push(relation)
    return relation
  }

  /** Takes what a condition holds equal whenever it is true. */
  function hold({ node, scope, parts, allowed }: { node: Node | undefined; scope: Scope; parts: Parts; allowed: Ties }): void {
    if (!node) return
    if ('BoolExpr' in node && node.BoolExpr.boolop === 'AND_EXPR') {
      for (const each of node.BoolExpr.args ?? []) hold({ node: each, scope, parts, allowed })
    } else if ('A_Expr' in node && node.A_Expr.kind === 'AEXPR_OP' && stringOf(node.A_Expr.name?.[0]) === '=') {
      const rowsOf = (subselect: Node) => within({ node: subselect, scope, parts })
      const [one, other] = [node.A_Expr.lexpr, node.A_Expr.rexpr].map((side) => operandOf({ node: side, scope, parameters, rowsOf }))
      if (one && other) reading.equalities.push({ one, other, allowed })
    } else if ('SubLink' in node && node.SubLink.subLinkType === 'ANY_SUBLINK' && stringOf(node.SubLink.operName?.[0] ?? { String: { sval: '=' } }) === '=') {
      const one = operandOf({ node: node.SubLink.testexpr, scope, parameters, rowsOf: () => undefined })
      const rows = within({ node: node.SubLink.subselect, scope, parts })
      judged.add(node)
      if (one && rows) reading.equalities.push({ one, other: rows, allowed })
    } else if ('SubLink' in node && node.SubLink.subLinkType === 'EXISTS_SUBLINK') {
      judged.add(node)
      query({ node: node.SubLink.subselect, parent: scope, parts, outer: allowed })
    }
  }

  function within({ node, scope, parts }: { node: Node | undefined; scope: Scope; parts: Parts }) {
    if (!node) return undefined
    const { from, columns } = query({ node, parent: scope, parts })
    return { kind: 'rows' as const, from, origin: [...columns.values()][0] }
  }

  /** Judges the queries within expressions that `hold` did not come by. */
  function lookInto({ node, scope, parts }: { node: unknown; scope: Scope; parts: Parts }): void {
    for (const found of nodesOf({ tree: node, kind: 'SubLink' })) {
      if (judged.has(found)) continue
      judged.add(found)
      if ('SubLink' in found) query({ node: found.SubLink.subselect, parent: scope, parts })
    }
  }

  query({ node: statement, parent: undefined, parts: new Map() })
  for (const found of nodesOf({ tree: statement, kind: 'RangeVar', isDeep: true })) {
    if ('RangeVar' in found && schema.get(found.RangeVar.relname ?? '')?.isTenant && !seen.has(found.RangeVar))
      reading.unread.push(`can’t judge where ${found.RangeVar.relname} stands`)
  }
  return reading
}

const toRelation = ({ name, from, columns }: Answer & { name: string }): Relation => ({ name, from, columns, isTied: false, isModeTied: false })

const isSame = (one: Origin | undefined, other: Origin | undefined): boolean => one !== undefined && one.table === other?.table && one.column === other.column

function answered({ targets, scope }: { targets: Node[] | undefined; scope: Scope }): Map<string, Origin | undefined> {
  const columns = new Map<string, Origin | undefined>()
  for (const node of targets ?? []) {
    if (!('ResTarget' in node)) continue
    const { name, val } = node.ResTarget
    const star = val && 'ColumnRef' in val && val.ColumnRef.fields?.some((field) => 'A_Star' in field)
    const whole = star ? (val.ColumnRef.fields?.length === 1 ? undefined : stringOf(val.ColumnRef.fields?.[0])) : undefined
    if (star)
      for (const relation of scope.relations)
        if (whole === undefined || relation.name === whole) for (const [each, origin] of relation.columns) columns.set(each, origin)
    if (!star) columns.set(name ?? columnName(val), originOf({ node: val, scope }))
  }
  return columns
}
