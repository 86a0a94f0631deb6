import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { bin, repositoryRoot, type Step } from './run-step.ts'

/** A type check for each package that has TypeScript. */
export function typeSteps(): Step[] {
  return ['packages', 'apps']
    .flatMap((folder) => readdirSync(join(repositoryRoot, folder)).map((name) => join(folder, name)))
    .filter((path) => existsSync(join(repositoryRoot, path, 'tsconfig.json')))
    .map((path) => ({ name: `types of ${path}`, command: bin('tsc'), args: ['--noEmit', '-p', path] }))
}
