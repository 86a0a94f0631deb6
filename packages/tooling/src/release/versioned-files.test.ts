import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { repositoryRoot } from '../run-step.ts'
import { findOtherVersions, writeVersionedFiles } from './versioned-files.ts'

const paths = [
  'package.json',
  ...['sdk', 'cli', 'sdk-python', 'sdk-go'].map((name) => `packages/${name}/package.json`),
  'packages/sdk-python/pyproject.toml',
  'packages/sdk-go/version.go',
]

test('every published package has the one version', () => {
  expect(findOtherVersions()).toEqual([])
})

test('Python and Go follow the version that changesets write', () => {
  const root = mkdtempSync(join(tmpdir(), 'flow-versions-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  for (const path of paths) cpSync(join(repositoryRoot, path), join(root, path))
  for (const path of paths.filter((each) => each.endsWith('.json')))
    writeFileSync(join(root, path), readFileSync(join(root, path), 'utf8').replace(/"version": ".*"/, '"version": "7.8.9"'))
  const others = ['packages/sdk-python/pyproject.toml', 'packages/sdk-go/version.go']
  expect(findOtherVersions(root)).toEqual(others)
  expect(writeVersionedFiles(root)).toEqual(others)
  expect(findOtherVersions(root)).toEqual([])
  expect(writeVersionedFiles(root)).toEqual([])
})
