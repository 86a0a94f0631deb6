import { mkdirSync, rmSync } from 'node:fs'
import { artifactsFolder, goFolder, goModule, goZip } from '../artifacts.ts'
import { git, treeOf } from '../git.ts'
import { releaseStep } from '../release-step.ts'

/** The module's zip, as module proxies have it. */
export function buildGo(version: string): void {
  const folder = artifactsFolder('go')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  git('archive', '--format=zip', `--prefix=${goModule}@v${version}/`, `--output=${goZip(version)}`, treeOf('packages/sdk-go'))
  console.log(`✓ ${goModule}: ${goZip(version)}`)
}

export const checkGo = (): Promise<void> => releaseStep({ name: `${goModule}: go vet`, command: 'go', args: ['vet', './...'], cwd: goFolder })
