import type { Sql } from '@flow/db'
import type { Context } from '../context.ts'

export const operators = ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'contains'] as const
export type Operator = (typeof operators)[number]

export type ListingField = {
  /** The column as SQL; a constant of ours, never a caller's text. */
  column: string
  kind: 'text' | 'time' | { enum: readonly string[]; cast: string }
  operators: readonly Operator[]
  isSortable: boolean
  /** Where `contains` finds the text by an index: a table with the same text and the scope in columns of the same names, and the row's id in `idColumn`. */
  searchedIn?: { table: string; idColumn: string }
}

/** What can be listed of a noun: its table, its scope and the fields a caller may filter and sort by. */
export type ListingSpec = {
  table: string
  idColumn: string
  columns: Sql
  /** What a caller may see at all: of its workspace, of its mode, not deleted. */
  scope: (ctx: Context) => Sql
  fields: Record<string, ListingField>
}

export type ListQuery = {
  filter?: Record<string, string | Record<string, string>>
  sort?: string
  page?: number
  perPage?: number
  cursor?: string
}

export const equality: readonly Operator[] = ['eq', 'ne', 'in']
export const range: readonly Operator[] = ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in']
export const text: readonly Operator[] = ['eq', 'ne', 'in', 'contains']
