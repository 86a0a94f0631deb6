import { isTargetName, readTargetEnv, targetNames, type TargetName } from './env.ts'
import { goPublications } from './go/go-publications.ts'
import { npmPublications } from './npm/npm-publications.ts'
import type { Publication } from './publication.ts'
import { pypiPublications } from './pypi/pypi-publications.ts'
import { tagPublication } from './tag-publication.ts'

/**
 * What goes to one target.
 * @throws Error that names the setting that is missing.
 */
export function readPublications({ target, version }: { target: TargetName; version: string }): Publication[] {
  return read[target](version)
}

const read: Record<TargetName, (version: string) => Publication[]> = {
  npm: (version) => npmPublications({ version, ...readTargetEnv({ name: 'npm' }) }),
  pypi: (version) => pypiPublications({ version, ...readTargetEnv({ name: 'pypi' }) }),
  go: (version) => goPublications({ version, ...readTargetEnv({ name: 'go' }) }),
  git: (version) => [tagPublication({ version, ...readTargetEnv({ name: 'git' }) })],
}

/** `npm,go` as target names. */
export function parseTargets(text: string): TargetName[] {
  return text.split(',').map((name) => {
    if (!isTargetName(name)) throw new Error(`--only takes ${targetNames.join(', ')}, with commas between, not "${name}".`)
    return name
  })
}
