import { join } from 'node:path'
import { repositoryRoot } from '../../run-step.ts'
import { run } from './run.ts'

/** Builds the TypeScript SDK and packs it as it is published; answers the path of the tarball. */
export function packSdk(folder: string): string {
  const cwd = join(repositoryRoot, 'packages', 'sdk')
  run({ command: join(cwd, 'node_modules', '.bin', 'tsdown'), args: [], cwd })
  // npm itself, since no script has to run and nothing of the workspace has to be put in.
  const [packed] = JSON.parse(run({ command: 'npm', args: ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], cwd })) as {
    filename: string
  }[]
  if (!packed) throw new Error('npm packed nothing')
  return join(folder, packed.filename)
}
