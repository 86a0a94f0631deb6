import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export type TenantTable = {
  /** Whether its rows belong to a workspace. */
  isTenant: boolean
  columns: ReadonlySet<string>
  /** The column that names the workspace; a table that belongs to one by its parent alone has none. */
  workspaceColumn: string | undefined
  hasMode: boolean
  /** Which row a column stands for, as the name of that row's table: of the key the table itself, of a foreign key its parent; not the workspace. */
  rowOf: ReadonlyMap<string, string>
}

/** Every table by its name. */
export type TenantSchema = ReadonlyMap<string, TenantTable>

type Model = { name: string; table: string; columns: Map<string, string>; key: string | undefined; parents: { column: string; model: string }[] }

const workspaceModel = 'Workspace'

/** Reads the Prisma schema. To a workspace belong the tables that name one, and those that hang on such a table by a foreign key. */
export function readTenantSchema(folder: string): TenantSchema {
  const files = readdirSync(folder).filter((name) => name.endsWith('.prisma'))
  const text = files.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n')
  const found = [...text.matchAll(/^model (\w+) \{\n([\s\S]*?)^\}/gm)].map(([, name = '', body = '']) => ({ name, body }))
  const names = new Set(found.map(({ name }) => name))
  const models = found.map(({ name, body }) => readModel({ name, body, names }))
  const byName = new Map(models.map((model) => [model.name, model]))
  const tenants = new Set(models.filter((model) => workspaceColumnOf(model) !== undefined).map(({ name }) => name))
  for (let before = -1; before < tenants.size; ) {
    before = tenants.size
    for (const model of models) if (model.parents.some((parent) => tenants.has(parent.model))) tenants.add(model.name)
  }
  return new Map(models.map((model) => [model.table, toTable({ model, byName, tenants })]))
}

function readModel({ name, body, names }: { name: string; body: string; names: ReadonlySet<string> }): Model {
  const model: Model = { name, table: /@@map\("(\w+)"\)/.exec(body)?.[1] ?? name, columns: new Map(), key: undefined, parents: [] }
  const lines = body.split('\n').map((line) => line.trim())
  for (const line of lines) {
    const [, field, type = '', attributes = ''] = /^(\w+)\s+(\w+)(?:\[\]|\?)?\s*(.*)$/.exec(line) ?? []
    if (field === undefined || names.has(type)) continue
    const column = /@map\("(\w+)"\)/.exec(attributes)?.[1] ?? field
    model.columns.set(field, column)
    if (/@id\b/.test(attributes)) model.key = column
  }
  for (const line of lines) {
    const [, parent = '', field = ''] = /^\w+\s+(\w+)\??\s+@relation\(fields: \[(\w+)\]/.exec(line) ?? []
    const column = model.columns.get(field)
    if (column !== undefined) model.parents.push({ column, model: parent })
  }
  return model
}

function workspaceColumnOf(model: Model): string | undefined {
  if (model.name === workspaceModel) return model.key
  return model.columns.get('workspaceId') ?? model.parents.find((parent) => parent.model === workspaceModel)?.column
}

function toTable({ model, byName, tenants }: { model: Model; byName: ReadonlyMap<string, Model>; tenants: ReadonlySet<string> }): TenantTable {
  const rowOf = new Map<string, string>()
  const related = [...(model.key === undefined ? [] : [{ column: model.key, model: model.name }]), ...model.parents]
  for (const { column, model: other } of related) {
    // Two rows of one workspace are not one row.
    if (tenants.has(other) && other !== workspaceModel) rowOf.set(column, byName.get(other)?.table ?? other)
  }
  const isTenant = tenants.has(model.name)
  return { isTenant, columns: new Set(model.columns.values()), workspaceColumn: workspaceColumnOf(model), hasMode: model.columns.has('mode'), rowOf }
}
