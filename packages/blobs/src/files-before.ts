import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** The names of the files in a folder that were last written before the given time; none where there is no such folder. */
export async function filesBefore({ folder, before }: { folder: string; before: Date }): Promise<string[]> {
  const found: string[] = []
  for (const name of await unlessMissing(readdir(folder), [])) {
    // It may go while we look.
    const entry = await unlessMissing(stat(join(folder, name)), undefined)
    if (entry?.isFile() && entry.mtime < before) found.push(name)
  }
  return found
}

export async function unlessMissing<Found, Otherwise>(work: Promise<Found>, otherwise: Otherwise): Promise<Found | Otherwise> {
  try {
    return await work
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return otherwise
    throw error
  }
}
