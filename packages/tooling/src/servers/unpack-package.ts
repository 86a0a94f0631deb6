import { execFileSync } from 'node:child_process'
import { mkdtemp, mkdir, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Puts the files of a published npm package into a folder, and installs nothing that it depends on. */
export async function unpackPackage({ name, folder, only = [] }: { name: string; folder: string; only?: string[] }): Promise<void> {
  const download = await mkdtemp(join(tmpdir(), 'flow-package-'))
  try {
    execFileSync('npm', ['pack', name, '--silent', '--pack-destination', download], { cwd: download, stdio: ['ignore', 'ignore', 'inherit'] })
    const [file] = await readdir(download)
    if (file === undefined) throw new Error(`npm gave no ${name}`)
    await mkdir(folder, { recursive: true })
    execFileSync('tar', ['-xzf', join(download, file), '-C', folder, '--strip-components=1', ...only.map((path) => `package/${path}`)])
  } finally {
    await rm(download, { recursive: true, force: true })
  }
}
