import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { repositoryRoot } from '../../run-step.ts'
import type { RehearsalLog } from './rehearsal-log.ts'

/** A repository of its own with the files that are tracked here, as they stand, and the packages installed here. */
export async function copyRepository({ log, to }: { log: RehearsalLog; to: string }): Promise<void> {
  const tracked = (await log.run({ command: 'git', args: ['ls-files', '-z'], cwd: repositoryRoot })).split('\0')
  for (const path of tracked.filter((each) => each !== '' && existsSync(join(repositoryRoot, each)))) {
    mkdirSync(dirname(join(to, path)), { recursive: true })
    cpSync(join(repositoryRoot, path), join(to, path))
  }
  for (const path of ['.', 'packages/sdk', 'packages/cli', 'packages/tooling']) lendModules({ from: join(repositoryRoot, path), to: join(to, path), root: to })
  const git = (...args: string[]) => log.run({ command: 'git', args, cwd: to })
  await git('init', '--quiet', '--initial-branch=main')
  await git('config', 'user.name', 'Rehearsal')
  await git('config', 'user.email', 'rehearsal@localhost')
  await git('add', '--all')
  await git('commit', '--quiet', '--message=As it stands')
}

/** Links to what is installed, except for the SDK, which must be the copy's own. */
function lendModules({ from, to, root }: { from: string; to: string; root: string }): void {
  const lend = (name: string) => {
    mkdirSync(dirname(join(to, 'node_modules', name)), { recursive: true })
    symlinkSync(name === '@flowdev/sdk' ? join(root, 'packages', 'sdk') : join(from, 'node_modules', name), join(to, 'node_modules', name))
  }
  for (const name of readdirSync(join(from, 'node_modules'))) {
    if (!name.startsWith('@')) lend(name)
    else for (const scoped of readdirSync(join(from, 'node_modules', name))) lend(`${name}/${scoped}`)
  }
}
