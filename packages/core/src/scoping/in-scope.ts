import { sql, type Sql } from '@flow/db'
import type { Context } from '../context.ts'

/** Holds for the rows that the caller may know of: of its workspace and its mode. For the one table of a statement that has these columns. */
export const inScope = (ctx: Context): Sql => sql`workspace_id = ${ctx.workspaceId} and mode = ${ctx.mode}::mode`
