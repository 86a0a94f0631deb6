import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { copyFile, cp, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { repositoryRoot } from '../run-step.ts'

/** The repository's own files in a folder of their own, with the installed packages linked in: what is changed and generated there stays there. */
export async function copyRepository(): Promise<{ root: string; remove: () => Promise<void> }> {
  const root = await mkdtemp(join(tmpdir(), 'flow-copy-'))
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], { cwd: repositoryRoot, maxBuffer: 64 * 1024 * 1024 })
  const paths = listed
    .toString()
    .split('\0')
    .filter((path) => path !== '' && existsSync(join(repositoryRoot, path)))
  for (const folder of new Set(paths.map((path) => dirname(path)))) await mkdir(join(root, folder), { recursive: true })
  for (const path of paths) await copyFile(join(repositoryRoot, path), join(root, path))
  await symlink(join(repositoryRoot, 'node_modules'), join(root, 'node_modules'), 'dir')
  for (const folder of [...(await foldersOf('packages')), ...(await foldersOf('apps'))]) await linkModules({ root, folder })
  return { root, remove: () => rm(root, { recursive: true, force: true }) }
}

const foldersOf = async (parent: string): Promise<string[]> => (await readdir(join(repositoryRoot, parent))).map((name) => join(parent, name))

/** pnpm's links are relative: copied as they are, those to the repository's own packages lead into the copy. */
async function linkModules({ root, folder }: { root: string; folder: string }): Promise<void> {
  const modules = join(repositoryRoot, folder, 'node_modules')
  if (existsSync(modules) && existsSync(join(root, folder))) await cp(modules, join(root, folder, 'node_modules'), { recursive: true, verbatimSymlinks: true })
}
