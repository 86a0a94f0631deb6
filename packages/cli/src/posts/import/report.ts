import { open, readFile } from 'node:fs/promises'
import { UsageError } from '../../command/usage-error.ts'
import type { RowResult } from './import-row.ts'

/** What an import is bound to: a report of another one must not be taken for it. */
export type ImportIdentity = { sha256: string; channelId: string | null; mode: 'live' | 'test'; baseUrl: string }

export type Report = {
  batchSize: number
  /** By line. */
  results: Map<number, RowResult>
  append: (results: readonly RowResult[]) => Promise<void>
}

/** Opens the report of this import, or begins one. It is only ever added to, and each batch is on the disk before the next is sent. */
export async function openReport({ path, identity, batchSize }: { path: string; identity: ImportIdentity; batchSize: number }): Promise<Report> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw new UsageError(`The report ${path} can't be read (${error.code}).`)
  })
  const lines = text.split('\n').flatMap((line) => readLine(line))
  const append = (values: readonly object[]) => appendLines({ path, values, needsBreak: text !== '' && !text.endsWith('\n') })
  const [header] = lines
  if (!header) {
    await append([{ flowImport: 1, ...identity, batchSize }])
    return { batchSize, results: new Map(), append }
  }
  checkIdentity({ header, identity, path })
  const results = lines.slice(1).flatMap((line): [number, RowResult][] => (typeof line['line'] === 'number' ? [[line['line'], line as RowResult]] : []))
  return { batchSize: Number(header['batchSize']) || batchSize, results: new Map(results), append }
}

/** A line that a crash has cut is left out; its batch is sent again under its key. */
function readLine(line: string): Record<string, unknown>[] {
  try {
    const value: unknown = line === '' ? undefined : JSON.parse(line)
    return typeof value === 'object' && value !== null ? [{ ...value }] : []
  } catch {
    return []
  }
}

function checkIdentity({ header, identity, path }: { header: Record<string, unknown>; identity: ImportIdentity; path: string }): void {
  if (header['flowImport'] !== 1) throw new UsageError(`${path} is not a report of an import. Name another file with --report.`)
  const names: Record<keyof ImportIdentity, string> = {
    sha256: 'the file has changed since',
    channelId: 'it was for another --channel-id',
    mode: 'it was with a key of the other mode',
    baseUrl: 'it was for another Flow',
  }
  const other = Object.keys(names).find((name) => header[name] !== Object(identity)[name])
  // Only keys of `names` come out of it.
  if (other)
    throw new UsageError(
      `${path} is the report of another import: ${names[other as keyof ImportIdentity]}. Name another file with --report, or delete it if you mean to begin anew.`,
    )
}

async function appendLines({ path, values, needsBreak }: { path: string; values: readonly object[]; needsBreak: boolean }): Promise<void> {
  const file = await open(path, 'a', 0o600)
  try {
    await file.appendFile(`${needsBreak ? '\n' : ''}${values.map((value) => `${JSON.stringify(value)}\n`).join('')}`)
    await file.datasync()
  } finally {
    await file.close()
  }
}
