import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { repositoryRoot } from '../run-step.ts'
import { toUpgraderWords } from './changelogs.ts'

test('a changelog speaks to whoever upgrades, and its entries stay as they are', () => {
  const entry = '- The heading `### Major Changes` is changesets’ own.'
  expect(toUpgraderWords(`## 2.0.0\n\n### Major Changes\n\n${entry}\n\n### Minor Changes\n\n- A\n\n### Patch Changes\n\n- B\n`)).toBe(
    `## 2.0.0\n\n### Before you upgrade\n\n${entry}\n\n### New\n\n- A\n\n### Mended\n\n- B\n`,
  )
  expect(toUpgraderWords('## 2.0.0\n\nNo changes in this release.\n')).toContain('Nothing changes for you here')
})

test('every changeset names packages that have a changelog', () => {
  const folder = join(repositoryRoot, '.changeset')
  const published = ['flow', '@flowdev/sdk', '@flowdev/cli', '@flowdev/sdk-python', '@flowdev/sdk-go']
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.md'))) {
    const [, front = ''] = readFileSync(join(folder, name), 'utf8').split('---\n')
    const named = [...front.matchAll(/^['"](.+)['"]: (major|minor|patch)$/gm)].map(([, each]) => each)
    expect(named.length, name).toBeGreaterThan(0)
    for (const each of named) expect(published, name).toContain(each)
  }
})
