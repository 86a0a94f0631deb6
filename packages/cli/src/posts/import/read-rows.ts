import { parse } from 'csv-parse/sync'
import { convertValue } from '../../command/convert-value.ts'
import { findField, type Field } from '../../command/find-field.ts'
import { schemaOf } from '../../command/flags-of.ts'
import { nearest } from '../../command/nearest.ts'
import { setField } from '../../command/set-field.ts'
import { UsageError } from '../../command/usage-error.ts'
import { createPostCommand } from '../create-post-command.ts'
import type { ImportRow } from './import-row.ts'
import { toInstant } from './to-instant.ts'

/** A column that the file of failed rows adds, so that it can be imported as it is. */
export const errorColumn = 'flowError'

const schema = schemaOf(createPostCommand)

/** Reads all rows; a column that no post has is refused, a value that can't be one is the row's own fault. */
export async function readRows({ text, path, channelId }: { text: string; path: string; channelId: string | undefined }): Promise<ImportRow[]> {
  const rows = path.endsWith('.csv') ? await readCsv({ text, path }) : readJsonLines({ text })
  if (rows.length === 0) throw new UsageError(`${path} has no rows.`)
  return rows.map((row) => {
    const post = row.post && channelId !== undefined ? { channelId, ...row.post } : row.post
    return post && post['channelId'] === undefined
      ? { ...row, post: undefined, error: 'channelId is missing: add the column, or give --channel-id' }
      : { ...row, post }
  })
}

async function readCsv({ text, path }: { text: string; path: string }): Promise<ImportRow[]> {
  type Read = { info: { lines: number }; record: Record<string, string> }
  let records: Read[]
  try {
    // `info` and `columns` together give records of this form.
    records = parse(text, {
      bom: true,
      columns: (names: string[]) => names.map((name) => name.trim()),
      info: true,
      skip_empty_lines: true,
    }) as unknown as Read[]
  } catch (error) {
    throw new UsageError(`${path} is not CSV: ${error instanceof Error ? error.message : String(error)}.`)
  }
  const columns = Object.keys(records[0]?.record ?? {}).filter((name) => name !== errorColumn)
  const fields = new Map(columns.map((name) => [name, fieldOf(name)]))
  return Promise.all(
    records.map(async ({ info, record }) => {
      const post: Record<string, unknown> = {}
      try {
        for (const [name, field] of fields) {
          const cell = record[name] ?? ''
          if (cell !== '')
            setField({ target: post, path: field.path, value: await convertValue({ flag: name, texts: [cell], schema: field.schema, readTime: toInstant }) })
        }
        return { line: info.lines, post, error: undefined, source: record }
      } catch (error) {
        if (!(error instanceof UsageError)) throw error
        return { line: info.lines, post: undefined, error: error.message, source: record }
      }
    }),
  )
}

function fieldOf(name: string): Field {
  const field = findField({ schema, name })
  if (field) return field
  const like = nearest({ word: name, among: Object.keys(schema.properties ?? {}) })
  throw new UsageError(
    `The column ${JSON.stringify(name)} is no field of a post.${like ? ` Did you mean ${like}?` : ''} There are: ${Object.keys(schema.properties ?? {}).join(', ')}.`,
  )
}

function readJsonLines({ text }: { text: string }): ImportRow[] {
  return text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .flatMap((line, index) => (line.trim() === '' ? [] : [readJsonLine({ line, number: index + 1 })]))
}

function readJsonLine({ line, number }: { line: string; number: number }): ImportRow {
  try {
    const value: unknown = JSON.parse(line)
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return { line: number, post: undefined, error: 'is not a JSON object', source: { line } }
    const { [errorColumn]: _, ...post } = Object.fromEntries(Object.entries(value))
    return { line: number, post, error: undefined, source: { ...value } }
  } catch (error) {
    return { line: number, post: undefined, error: `is not JSON (${error instanceof Error ? error.message : String(error)})`, source: { line } }
  }
}
