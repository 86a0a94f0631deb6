import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { artifactsFolder, npmPackages } from '../artifacts.ts'
import { releaseStep } from '../release-step.ts'

/** Builds the npm packages and packs them; the tarballs are what is checked and published. */
export async function buildNpm(version: string): Promise<void> {
  const destination = artifactsFolder('npm')
  rmSync(destination, { recursive: true, force: true })
  mkdirSync(destination, { recursive: true })
  for (const { name, folder: cwd } of npmPackages(version)) {
    await releaseStep({ name: `${name}: build`, command: join(cwd, 'node_modules', '.bin', 'tsdown'), args: ['--log-level=warn'], cwd })
    await releaseStep({ name: `${name}: pack`, command: 'pnpm', args: ['pack', '--pack-destination', destination], cwd })
  }
}
