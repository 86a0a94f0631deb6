import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bin, repositoryRoot } from '../run-step.ts'
import { goModule, npmPackages, pythonFiles } from './artifacts.ts'
import type { TargetName } from './env.ts'
import { readPublications } from './read-publications.ts'
import { readVersion } from './read-version.ts'
import { pendingChangesets } from './version-packages.ts'

/** Prints what a release would do; asks the registries and changes nothing. */
export async function planRelease(targets: readonly TargetName[]): Promise<void> {
  const pending = pendingChangesets().length
  const version = pending > 0 ? planVersion() : readVersion()
  console.log(
    pending > 0
      ? `version: ${pending} changesets would take every package from ${readVersion()} to ${version}`
      : `version: no changeset waits; it stays ${version}`,
  )
  console.log(`build: ${[...npmPackages(version).map(({ name }) => name), ...pythonFiles(version), `${goModule} v${version}`].join(', ')}`)
  console.log('check: publint and Are the Types Wrong on the tarballs, twine check on wheel and sdist, go vet')
  for (const target of targets) await tellTarget({ target, version })
}

async function tellTarget({ target, version }: { target: TargetName; version: string }): Promise<void> {
  try {
    for (const { label, destination, isPublished } of readPublications({ target, version }))
      console.log(`publish: ${label} → ${destination}${(await isPublished()) ? ', which has it already: would be skipped' : ''}`)
  } catch (error) {
    console.log(`publish: nothing to ${target}, since ${error instanceof Error ? error.message : error}`)
  }
}

/** As changesets themselves reckon it. */
function planVersion(): string {
  const folder = mkdtempSync(join(tmpdir(), 'flow-release-'))
  const output = join(folder, 'status.json')
  try {
    const { status, stderr, stdout } = spawnSync(bin('changeset'), ['status', `--output=${output}`], { cwd: repositoryRoot, encoding: 'utf8' })
    if (status !== 0) throw new Error(`changesets could not tell the next version:\n${stderr}${stdout}`)
    // Changesets' release plan.
    const { releases } = JSON.parse(readFileSync(output, 'utf8')) as { releases: { name: string; newVersion: string }[] }
    return releases.find(({ name }) => name === 'flow')?.newVersion ?? readVersion()
  } finally {
    rmSync(folder, { recursive: true })
  }
}
