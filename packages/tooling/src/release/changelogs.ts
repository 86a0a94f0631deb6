import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from '../run-step.ts'

/** Flow itself is the root's: what changes for those who run a server. */
export const changelogPaths = ['.', 'packages/sdk', 'packages/cli', 'packages/sdk-python', 'packages/sdk-go'].map((path) => join(path, 'CHANGELOG.md'))

const headings: [from: string, to: string][] = [
  ['### Major Changes', '### Before you upgrade'],
  ['### Minor Changes', '### New'],
  ['### Patch Changes', '### Mended'],
  ['No changes in this release.', 'Nothing changes for you here; all packages of Flow bear one version.'],
]

/** Changesets' headings in the words of whoever upgrades. */
export const toUpgraderWords = (text: string): string =>
  headings.reduce(
    (written, [from, to]) =>
      written
        .split('\n')
        .map((line) => (line === from ? to : line))
        .join('\n'),
    text,
  )

export function writeUpgraderWords(root: string = repositoryRoot): void {
  for (const path of changelogPaths) writeFileSync(join(root, path), toUpgraderWords(readFileSync(join(root, path), 'utf8')))
}
