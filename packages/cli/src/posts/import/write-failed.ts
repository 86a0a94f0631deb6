import { rm, writeFile } from 'node:fs/promises'
import type { ImportRow, RowResult } from './import-row.ts'
import { errorColumn } from './read-rows.ts'

/** Writes the rows that failed to a file of their own, with the reason; answers its name, or undefined where none failed. */
export async function writeFailed({
  path,
  rows,
  results,
}: {
  path: string
  rows: readonly ImportRow[]
  results: ReadonlyMap<number, RowResult>
}): Promise<string | undefined> {
  const isCsv = path.endsWith('.csv')
  const target = `${path.replace(/\.(csv|jsonl|ndjson)$/, '')}.failed.${isCsv ? 'csv' : 'jsonl'}`
  const failed = rows.flatMap(({ line, source }) => {
    const result = results.get(line)
    return result?.status === 'failed' ? [{ ...source, [errorColumn]: result.error ?? '' }] : []
  })
  if (failed.length === 0) {
    await rm(target, { force: true })
    return undefined
  }
  const text = isCsv
    ? [Object.keys(failed[0] ?? {}), ...failed.map((row) => Object.values(row))].map((cells) => cells.map(toCsvCell).join(',')).join('\n')
    : failed.map((row) => JSON.stringify(row)).join('\n')
  await writeFile(target, `${text}\n`)
  return target
}

const toCsvCell = (value: unknown): string => (/[",\r\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value))
