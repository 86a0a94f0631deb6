import { access, chmod, cp, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Binaries, binariesIn } from './resolve-binaries.ts'

/** Copies bin/, lib/ and share/ once per version; whole or not at all, since a rename ends it. */
export async function copyBinaries({
  binaries,
  baseDir,
  onProgress,
}: {
  binaries: Binaries
  baseDir: string
  onProgress: (message: string) => void
}): Promise<Binaries> {
  const nativeDir = join(baseDir, `binaries-${binaries.version}`)
  const copied = binariesIn({ nativeDir, version: binaries.version })
  if (
    await access(nativeDir).then(
      () => true,
      () => false,
    )
  )
    return copied

  onProgress(`Copying PostgreSQL's binaries to ${nativeDir}.`)
  const partial = `${nativeDir}.partial-${process.pid}`
  await rm(partial, { recursive: true, force: true })
  await cp(binaries.nativeDir, partial, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => !source.endsWith('.a'),
  })
  await openToAll(partial)
  await rename(partial, nativeDir).catch(async (error: unknown) => {
    await rm(partial, { recursive: true, force: true })
    // Another process may have finished the same copy a moment earlier.
    await access(copied.postgres).catch(() => {
      throw error
    })
  })
  return copied
}

// An install under umask 077 leaves files only root can read.
async function openToAll(dir: string): Promise<void> {
  await chmod(dir, 0o755)
  for (const entry of await readdir(dir, { withFileTypes: true })) {
    const path = join(dir, entry.name)
    if (entry.isDirectory()) await openToAll(path)
    else if (entry.isFile()) await chmod(path, (await stat(path)).mode & 0o100 ? 0o755 : 0o644)
  }
}
