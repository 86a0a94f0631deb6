import { realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'

export type FoundFile = { path: string; size: number; modifiedMs: number }

/** The file that a path means: itself, `<path>.html`, or `index.html` in it. `undefined` where there is none inside the folder. */
export async function findFile({ folder, path }: { folder: string; path: string }): Promise<FoundFile | undefined> {
  if (!path.startsWith('/') || path.includes('\0') || path.includes('\\') || path.split('/').some((part) => part.startsWith('.'))) return undefined
  const bare = join(folder, path.replace(/\/+$/, ''))
  const candidates = path.replace(/\/+$/, '') === '' ? [join(folder, 'index.html')] : [bare, `${bare}.html`, join(bare, 'index.html')]
  const root = await realpath(folder)
  for (const candidate of candidates) {
    const found = await readFile({ root, candidate })
    if (found) return found
  }
  return undefined
}

async function readFile({ root, candidate }: { root: string; candidate: string }): Promise<FoundFile | undefined> {
  try {
    // A link inside the folder may point out of it.
    const path = await realpath(candidate)
    if (!path.startsWith(root + sep)) return undefined
    const stats = await stat(path)
    return stats.isFile() ? { path, size: stats.size, modifiedMs: stats.mtimeMs } : undefined
  } catch {
    return undefined
  }
}
