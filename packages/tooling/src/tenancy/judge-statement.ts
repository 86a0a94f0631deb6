import { parseSync, type Node } from 'libpg-query'
import type { TenantSchema } from './read-tenant-schema.ts'
import { readStatement } from './read-statement.ts'
import { tieRelations } from './relations.ts'

export type Fault = { kind: 'unreadable'; message: string } | { kind: 'workspace' | 'mode'; table: string }

/**
 * Which tenant tables a statement reads or writes without a tie to the caller's workspace, and to the mode where the table has one.
 * `loadModule` of libpg-query comes first.
 * @param parameters the names of `$1`, `$2` and so on
 */
export function judgeStatement({ schema, text, parameters }: { schema: TenantSchema; text: string; parameters: readonly string[] }): Fault[] {
  let statements: (Node | undefined)[]
  try {
    statements = (parseSync(text).stmts ?? []).map(({ stmt }) => stmt)
  } catch (error) {
    return [{ kind: 'unreadable', message: `PostgreSQL’s parser says: ${error instanceof Error ? error.message : String(error)}` }]
  }
  return statements.flatMap((statement): Fault[] => {
    const { relations, equalities, unread } = readStatement({ schema, statement, parameters })
    if (unread.length > 0) return unread.map((message) => ({ kind: 'unreadable', message }))
    tieRelations({ schema, relations, equalities })
    return relations.flatMap(({ table, isTied, isModeTied }): Fault[] => {
      if (!table) return []
      if (!isTied) return [{ kind: 'workspace', table: table.name }]
      return table.schema.hasMode && !isModeTied ? [{ kind: 'mode', table: table.name }] : []
    })
  })
}
