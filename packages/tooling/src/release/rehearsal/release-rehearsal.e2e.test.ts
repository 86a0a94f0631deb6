import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runFlow, type RunningFlow } from '../../e2e/running-flow.ts'
import { bin, repositoryRoot } from '../../run-step.ts'
import { findGo } from '../../test/find-go.ts'
import { findPython } from '../../test/find-python.ts'
import { readVersion } from '../read-version.ts'
import { copyRepository } from './copy-repository.ts'
import { tryCommandLine, tryGo, tryPython, tryTypescript } from './install-everywhere.ts'
import { createRehearsalLog } from './rehearsal-log.ts'
import { startVerdaccio, type LocalRegistry } from './start-verdaccio.ts'
import { startWheelIndex, type WheelIndex } from './start-wheel-index.ts'

const folder = mkdtempSync(join(tmpdir(), 'flow-rehearsal-'))
const repository = join(folder, 'repository')
const log = createRehearsalLog()
let npm: LocalRegistry
let pypi: WheelIndex
let running: RunningFlow

beforeAll(async () => {
  ;[npm, pypi, running] = await Promise.all([startVerdaccio(join(folder, 'verdaccio')), startWheelIndex(), runFlow()])
})
afterAll(async () => {
  mkdirSync(join(repositoryRoot, 'out', 'release'), { recursive: true })
  writeFileSync(join(repositoryRoot, 'out', 'release', 'rehearsal.log'), `${log.text()}\n`)
  console.log(log.text())
  await Promise.all([npm?.stop(), pypi?.stop(), running?.stop()])
  rmSync(folder, { recursive: true, force: true })
})

const release = ({ args, mustFail = false, env = {} }: { args: string[]; mustFail?: boolean; env?: Record<string, string> }) =>
  log.run({ command: process.execPath, args: ['packages/tooling/src/release/release.ts', ...args], cwd: repository, env, mustFail })

test('a release goes out to local registries, goes on after a failure, and its packages run as their READMEs say', { timeout: 300_000 }, async ({ skip }) => {
  const go = findGo()
  if ('reason' in go) return skip(`the whole release needs Go: ${go.reason}`)
  if (!findPython()) return skip('the whole release needs Python: none of 3.9 or newer with venv was found')

  await copyRepository({ log, to: repository })
  const [mirror, origin, proxyFolder] = ['mirror.git', 'origin.git', 'proxy'].map((name) => join(folder, name)) as [string, string, string]
  for (const bare of [mirror, origin]) await log.run({ command: 'git', args: ['init', '--quiet', '--bare', bare], cwd: folder })
  // Lent where it is there, since it takes longest to make.
  const tools = join('packages', 'tooling', 'src', 'release', '.venv')
  if (existsSync(join(repositoryRoot, tools))) symlinkSync(join(repositoryRoot, tools), join(repository, tools))

  log.say('— versions and changelogs')
  writeFileSync(join(repository, '.changeset', 'rehearsal.md'), "---\n'@flowdev/sdk': patch\n---\n\nOnly who uses TypeScript reads this.\n")
  const before = readVersion(repository)
  expect(await release({ args: ['--dry-run'] })).toContain(`from ${before} to `)
  expect(readVersion(repository)).toBe(before)
  await release({ args: ['version'] })
  const version = readVersion(repository)
  expect(version).not.toBe(before)
  const changelog = (name: string) => readFileSync(join(repository, 'packages', name, 'CHANGELOG.md'), 'utf8')
  expect(changelog('sdk')).toContain(`## ${version}\n`)
  expect(changelog('sdk')).toMatch(/### Mended\n[\s\S]*Only who uses TypeScript reads this\./)
  for (const name of ['cli', 'sdk-python', 'sdk-go']) {
    expect(changelog(name)).toContain(`## ${version}\n`)
    expect(changelog(name)).not.toContain('Only who uses TypeScript')
  }

  log.say('— publishing, which breaks off between the wheel and the sdist')
  const settings = {
    FLOW_RELEASE_NPM_REGISTRY: npm.url,
    FLOW_RELEASE_NPM_TOKEN: npm.token,
    FLOW_RELEASE_PYPI_UPLOAD_URL: pypi.uploadUrl,
    FLOW_RELEASE_PYPI_INDEX_URL: pypi.indexUrl,
    FLOW_RELEASE_PYPI_TOKEN: pypi.token,
    FLOW_RELEASE_GO_MIRROR: mirror,
    FLOW_RELEASE_GO_PROXY_FOLDER: proxyFolder,
    FLOW_RELEASE_GIT_REMOTE: origin,
  }
  const { FLOW_RELEASE_NPM_TOKEN: _, ...withoutToken } = settings
  expect(await release({ args: ['publish'], env: withoutToken, mustFail: true })).toMatch(/FLOW_RELEASE_NPM_TOKEN is not set: give it/)
  expect(await release({ args: ['publish'], env: settings, mustFail: true })).toContain('commit these first')
  await log.run({ command: 'git', args: ['add', '--all'], cwd: repository })
  await log.run({ command: 'git', args: ['commit', '--quiet', `--message=Flow ${version}`], cwd: repository })
  pypi.failOnce('.tar.gz')
  const broken = await release({ args: ['publish'], env: settings, mustFail: true })
  expect(broken).toContain(`✓ flow_sdk-${version}-py3-none-any.whl →`)
  expect(broken).not.toContain(`✓ flow_sdk-${version}.tar.gz →`)

  log.say('— the same command again goes on where it stopped')
  const whole = await release({ args: ['publish'], env: settings })
  for (const done of [`@flowdev/sdk ${version}`, `@flowdev/cli ${version}`, `flow_sdk-${version}-py3-none-any.whl`])
    expect(whole).toMatch(new RegExp(`– ${done} .*: skipped`))
  for (const sent of [`flow_sdk-${version}.tar.gz`, `github.com/flowdev/flow-go v${version}`, `tag v${version}`]) expect(whole).toContain(`✓ ${sent} →`)
  expect((await release({ args: ['--dry-run'], env: settings })).match(/would be skipped/g)).toHaveLength(7)

  log.say('— into empty projects, and the READMEs’ samples against a running Flow')
  const env = { FLOW_API_KEY: running.apiKey, FLOW_BASE_URL: running.baseUrls[0] ?? '' }
  const trial = (project: string) => ({ log, repository, version, env, project: join(folder, project) })
  expect(await tryTypescript({ ...trial('typescript'), registry: npm.url, tsc: bin('tsc') })).toBe('done\n')
  const printed = await tryCommandLine({ ...trial('command-line'), registry: npm.url })
  expect(printed).toContain(version)
  expect(printed).toContain('Hello from Flow!')
  expect(await tryPython({ ...trial('python'), indexUrl: pypi.indexUrl })).toBe('done\n')
  expect(await tryGo({ ...trial('go-proxy'), from: { proxyFolder } })).toBe('done\n')
  expect(await tryGo({ ...trial('go-mirror'), from: { mirror } })).toBe('done\n')
  log.say(`Flow ${version} was released, installed and run`)
})
