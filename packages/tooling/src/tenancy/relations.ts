import type { TenantSchema, TenantTable } from './read-tenant-schema.ts'

/** A column of a table in the schema, wherever in a statement its value has got to. */
export type Origin = { table: string; column: string }

/** Something a statement reads or writes under a name: a table, a part of the statement, or a function's rows. */
export type Relation = {
  name: string
  /** A tenant table itself. */
  table?: { name: string; schema: TenantTable }
  /** A part of the statement that answers rows, and the relations these come from. */
  from?: Relation[]
  columns: ReadonlyMap<string, Origin | undefined>
  /** Rows that the caller gave, as JSON or as an array: a column of these is as good as a parameter of that name. */
  isGiven?: boolean
  isTied: boolean
  isModeTied: boolean
}

export type Operand =
  | { kind: 'column'; relation: Relation; origin: Origin }
  | { kind: 'given'; name: string }
  | { kind: 'rows'; from: Relation[]; origin: Origin | undefined }

/** That two values are equal wherever the statement has its effect. It ties only the relations that it is `allowed` to: not, say, the left side of a left join. */
export type Equality = { one: Operand; other: Operand; allowed: ReadonlySet<Relation> }

/** Finds by and by which relations a statement ties to the caller's workspace and mode. */
export function tieRelations({
  schema,
  relations,
  equalities,
}: {
  schema: TenantSchema
  relations: readonly Relation[]
  equalities: readonly Equality[]
}): void {
  for (let hasChanged = true; hasChanged; ) {
    hasChanged = false
    const tie = (relation: Relation, { mode, workspace }: { workspace: boolean; mode: boolean }) => {
      if (workspace && !relation.isTied) hasChanged = relation.isTied = true
      if (mode && !relation.isModeTied) hasChanged = relation.isModeTied = true
    }
    for (const relation of relations) if (relation.from) tie(relation, tiesOf(relation.from))
    for (const { one, other, allowed } of equalities) {
      if (one.kind === 'column' && allowed.has(one.relation)) tie(one.relation, tiesBy({ schema, column: one, by: other }))
      if (other.kind === 'column' && allowed.has(other.relation)) tie(other.relation, tiesBy({ schema, column: other, by: one }))
    }
  }
}

function tiesOf(from: readonly Relation[]): { workspace: boolean; mode: boolean } {
  const tenants = from.filter(({ table, from: parts }) => table || parts)
  return { workspace: tenants.length > 0 && tenants.every(({ isTied }) => isTied), mode: tenants.length > 0 && tenants.every(({ isModeTied }) => isModeTied) }
}

function tiesBy({ schema, column, by }: { schema: TenantSchema; column: Extract<Operand, { kind: 'column' }>; by: Operand }): {
  workspace: boolean
  mode: boolean
} {
  const none = { workspace: false, mode: false }
  const { origin } = column
  const isWorkspace = isWorkspaceColumn({ schema, origin })
  if (by.kind === 'given') return { workspace: isWorkspace && by.name === 'workspaceId', mode: origin.column === 'mode' && by.name === 'mode' }
  if (!by.origin) return none
  const ties = by.kind === 'rows' ? tiesOf(by.from) : { workspace: by.relation.isTied, mode: by.relation.isModeTied }
  if (isWorkspace && isWorkspaceColumn({ schema, origin: by.origin })) return { workspace: ties.workspace, mode: false }
  if (origin.column === 'mode' && by.origin.column === 'mode') return { workspace: false, mode: ties.mode }
  const row = rowOf({ schema, origin })
  return row !== undefined && row === rowOf({ schema, origin: by.origin }) ? ties : none
}

const isWorkspaceColumn = ({ schema, origin }: { schema: TenantSchema; origin: Origin }): boolean => schema.get(origin.table)?.workspaceColumn === origin.column

const rowOf = ({ schema, origin }: { schema: TenantSchema; origin: Origin }): string | undefined => schema.get(origin.table)?.rowOf.get(origin.column)
