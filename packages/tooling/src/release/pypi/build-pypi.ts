import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { artifactsFolder, pythonFiles, pythonFolder } from '../artifacts.ts'
import { releaseStep } from '../release-step.ts'
import { releasePython } from './release-python.ts'

/** Builds flow-sdk's wheel and sdist. */
export async function buildPypi(): Promise<void> {
  const folder = artifactsFolder('pypi')
  rmSync(folder, { recursive: true, force: true })
  const command = await releasePython()
  await releaseStep({ name: 'flow-sdk: wheel and sdist', command, args: ['-m', 'hatchling', 'build', '--directory', folder], cwd: pythonFolder })
}

/** Holds them to what an index asks for. */
export async function checkPypi(version: string): Promise<void> {
  const files = pythonFiles(version).map((name) => join(artifactsFolder('pypi'), name))
  await releaseStep({ name: 'flow-sdk: twine check', command: await releasePython(), args: ['-m', 'twine', 'check', '--strict', ...files] })
}
