import { parseArgs } from 'node:util'
import { targetNames, type TargetName } from './env.ts'
import { buildGo, checkGo } from './go/build-go.ts'
import { buildNpm } from './npm/build-npm.ts'
import { checkNpm } from './npm/check-npm.ts'
import { planRelease } from './plan-release.ts'
import { findUnpublished, publishAll, refuseUnfinished } from './publish-all.ts'
import { buildPypi, checkPypi } from './pypi/build-pypi.ts'
import { parseTargets, readPublications } from './read-publications.ts'
import { readVersion } from './read-version.ts'
import { versionPackages } from './version-packages.ts'

const usage = `usage: pnpm release [version | publish] [--dry-run] [--only npm,pypi,go,git]
  pnpm release            versions, builds and checks everything, and publishes nothing
  pnpm release version    turns the changesets that wait into versions and changelogs
  pnpm release publish    builds, checks and publishes what is committed, where FLOW_RELEASE_* say; goes on where it stopped
  --dry-run               prints what would happen
  --only                  leaves the other registries out`

const { values, positionals } = parseArgs({
  options: { 'dry-run': { type: 'boolean' }, only: { type: 'string' }, help: { type: 'boolean' } },
  allowPositionals: true,
})
const [command] = positionals

try {
  const targets = values.only === undefined ? targetNames : parseTargets(values.only)
  if (values.help) console.log(usage)
  else if (values['dry-run']) await planRelease(targets)
  else if (command === undefined) await prepare(targets)
  else if (command === 'version') await versionPackages()
  else if (command === 'publish') await publish(targets)
  else throw new Error(`there is no "${command}".\n${usage}`)
} catch (error) {
  console.error(`\nrelease: ${error instanceof Error ? error.message : error}`)
  process.exitCode = 1
}

async function prepare(targets: readonly TargetName[]): Promise<void> {
  await versionPackages()
  await build(targets)
  console.log('\nNothing was published. Review and commit what changed, then run `pnpm release publish`.')
}

async function publish(targets: readonly TargetName[]): Promise<void> {
  const version = readVersion()
  // All settings are read, and what is missing is told, before anything is built or sent.
  const all = targets.map((target) => ({ target, publications: readPublications({ target, version }) }))
  refuseUnfinished()
  const left = []
  for (const { target, publications } of all) left.push({ target, publications: await findUnpublished(publications) })
  await build(left.filter(({ publications }) => publications.length > 0).map(({ target }) => target))
  for (const { publications } of left) await publishAll(publications)
  console.log(`\nFlow ${version} is out.`)
}

async function build(targets: readonly TargetName[]): Promise<void> {
  const version = readVersion()
  if (targets.includes('npm')) await buildNpm(version)
  if (targets.includes('npm')) await checkNpm(version)
  if (targets.includes('pypi')) await buildPypi()
  if (targets.includes('pypi')) await checkPypi(version)
  if (targets.includes('go')) buildGo(version)
  if (targets.includes('go')) await checkGo()
}
