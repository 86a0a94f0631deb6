import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from '../../run-step.ts'
import { fault, good, warning, type Finding } from '../finding.ts'

/** Node and pnpm, as the repository pins them. */
export function checkTools(): Finding[] {
  const [wantedNode = '0'] = readFileSync(join(repositoryRoot, '.node-version'), 'utf8').trim().split('.')
  // Our own file.
  const { packageManager } = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8')) as { packageManager: string }
  const wantedPnpm = packageManager.replace('pnpm@', '')
  const node = process.versions.node
  const pnpm = spawnSync('pnpm', ['--version'], { cwd: repositoryRoot, encoding: 'utf8' }).stdout?.trim()
  return [
    Number(node.split('.')[0]) >= Number(wantedNode)
      ? good('node', `Node ${node}`)
      : fault('node', { message: `Node ${node} is too old: Flow needs ${wantedNode}.`, remedy: 'Start Flow with npm start, which brings its own Node.' }),
    pnpm === wantedPnpm
      ? good('pnpm', `pnpm ${pnpm}`)
      : warning('pnpm', {
          message: pnpm ? `pnpm ${pnpm} is not the ${wantedPnpm} that this repository is built with.` : 'pnpm is not on the path.',
          remedy: 'Run npm start or npm run doctor, which bring their own.',
        }),
  ]
}
