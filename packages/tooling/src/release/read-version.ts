import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from '../run-step.ts'

/** The one version of all that is published: the root package.json's, which changesets move together with every package's. */
export function readVersion(root: string = repositoryRoot): string {
  // A manifest has a version.
  return (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version
}
