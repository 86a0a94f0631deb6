import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { bin, repositoryRoot } from '../run-step.ts'
import { writeUpgraderWords } from './changelogs.ts'
import { readVersion } from './read-version.ts'
import { releaseStep } from './release-step.ts'
import { writeVersionedFiles } from './versioned-files.ts'

/** The changesets that wait for a release. */
export const pendingChangesets = (): string[] =>
  readdirSync(join(repositoryRoot, '.changeset')).filter((name) => name.endsWith('.md') && name.toLowerCase() !== 'readme.md')

/** Turns the changesets that wait into the next version of every package and its changelog; does nothing where none waits. */
export async function versionPackages(): Promise<void> {
  const pending = pendingChangesets()
  if (pending.length === 0) return console.log(`No changeset waits: the version stays ${readVersion()}.`)
  const before = readVersion()
  await releaseStep({ name: `${pending.length} changesets`, command: bin('changeset'), args: ['version'] })
  writeUpgraderWords()
  writeVersionedFiles()
  console.log(`✓ ${before} is now ${readVersion()} in every package; the changelogs say what changes for whoever upgrades`)
}
