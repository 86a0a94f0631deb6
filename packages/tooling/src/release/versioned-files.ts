import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from '../run-step.ts'
import { readVersion } from './read-version.ts'

/** The files that say a version where changesets don't reach. All others read these or their package.json. */
const files = [
  { path: 'packages/sdk-python/pyproject.toml', pattern: /^version = "(.*)"$/m, line: (version: string) => `version = "${version}"` },
  { path: 'packages/sdk-go/version.go', pattern: /^const version = "(.*)"$/m, line: (version: string) => `const version = "${version}"` },
]

/** Writes the one version into each; answers the paths that changed. */
export function writeVersionedFiles(root: string = repositoryRoot): string[] {
  const version = readVersion(root)
  return files.flatMap(({ path, pattern, line }) => {
    const text = readFileSync(join(root, path), 'utf8')
    if (!pattern.test(text)) throw new Error(`${path} has no line of the form ${line('X.Y.Z')}`)
    const written = text.replace(pattern, line(version))
    if (written === text) return []
    writeFileSync(join(root, path), written)
    return [path]
  })
}

/** The paths whose version is not the one version. */
export function findOtherVersions(root: string = repositoryRoot): string[] {
  const version = readVersion(root)
  const manifests = ['sdk', 'cli', 'sdk-python', 'sdk-go'].map((name) => ({ path: `packages/${name}/package.json`, pattern: /^ {2}"version": "(.*)",?$/m }))
  return [...manifests, ...files].filter(({ path, pattern }) => pattern.exec(readFileSync(join(root, path), 'utf8'))?.[1] !== version).map(({ path }) => path)
}
