import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { repositoryRoot } from '../../run-step.ts'
import { findPython } from '../../test/find-python.ts'
import { releaseStep } from '../release-step.ts'

/** Where the release tools live, apart from the SDK's own environment. */
export const releaseVenv = join(repositoryRoot, 'packages', 'tooling', 'src', 'release', '.venv')
export const releaseRequirements = ['hatchling==1.33.0', 'twine==7.0.0']

/** The Python that has what builds, checks and uploads; its environment is made where it is missing. */
export async function releasePython(): Promise<string> {
  const python = join(releaseVenv, process.platform === 'win32' ? 'Scripts' : 'bin', 'python')
  if (spawnSync(python, ['-c', 'import hatchling, twine']).status === 0) return python
  const command = findPython()
  if (!command) throw new Error('no Python 3.9 or newer with venv and ensurepip was found: install one, or leave pypi out with --only.')
  await releaseStep({ name: 'Python release tools: environment', command, args: ['-m', 'venv', releaseVenv] })
  const args = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...releaseRequirements]
  await releaseStep({ name: 'Python release tools: install', command: python, args })
  return python
}
