import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { findPython } from '../../test/find-python.ts'
import { readmeSample } from './readme-sample.ts'
import type { RehearsalLog } from './rehearsal-log.ts'

/** An empty project in which a published package is tried. `env` has the address and the key of a Flow. */
export type Trial = { log: RehearsalLog; repository: string; project: string; version: string; env: Record<string, string> }

/** @flowdev/sdk by npm, its README's sample type-checked and run. */
export async function tryTypescript({ log, repository, project, version, env, registry, tsc }: Trial & { registry: string; tsc: string }): Promise<string> {
  const write = (name: string, content: string) => writeFileSync(join(project, name), content)
  mkdirSync(project, { recursive: true })
  write('package.json', '{ "private": true, "type": "module" }')
  write('.npmrc', `@flowdev:registry=${registry}/\n`)
  await log.run({ command: 'npm', args: ['install', '--no-audit', '--no-fund', `@flowdev/sdk@${version}`], cwd: project })
  write('sample.ts', readmeSample({ folder: join(repository, 'packages', 'sdk'), language: 'ts', install: 'npm install @flowdev/sdk' }))
  const checks = ['--noEmit', '--strict', '--noUncheckedIndexedAccess', '--module', 'nodenext', '--target', 'es2023', '--lib', 'es2023,dom', 'sample.ts']
  await log.run({ command: tsc, args: checks, cwd: project })
  await log.run({ command: process.execPath, args: ['-e', `const { Flow } = require('@flowdev/sdk'); new Flow('key')`], cwd: project })
  return log.run({ command: process.execPath, args: ['--disable-warning=ExperimentalWarning', 'sample.ts'], cwd: project, env })
}

/** @flowdev/cli by npm, as programs and people call it. */
export async function tryCommandLine({ log, repository, project, version, env, registry }: Trial & { registry: string }): Promise<string> {
  mkdirSync(project, { recursive: true })
  writeFileSync(join(project, 'package.json'), '{ "private": true }')
  writeFileSync(join(project, '.npmrc'), `@flowdev:registry=${registry}/\n`)
  await log.run({ command: 'npm', args: ['install', '--no-audit', '--no-fund', `@flowdev/cli@${version}`], cwd: project })
  const help = await log.run({ command: 'npx', args: ['--no-install', 'flow', '--help'], cwd: project })
  if (!help.includes('posts')) throw new Error(`flow --help does not teach:\n${help}`)
  const sample = readmeSample({ folder: join(repository, 'packages', 'cli'), language: 'sh', install: 'npm install -g @flowdev/cli' })
  const path = { PATH: `${join(project, 'node_modules', '.bin')}:${process.env['PATH']}`, HOME: project }
  return log.run({ command: 'sh', args: ['-ec', `flow --version\n${sample}`], cwd: project, env: { ...env, ...path } })
}

/** flow-sdk by pip in a fresh environment; from the local index alone, and what it needs from where pip looks usually. */
export async function tryPython({ log, repository, project, version, env, indexUrl }: Trial & { indexUrl: string }): Promise<string> {
  mkdirSync(project, { recursive: true })
  const python = join(project, 'venv', 'bin', 'python')
  const pip = (...args: string[]) =>
    log.run({ command: python, args: ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...args], cwd: project })
  await log.run({ command: findPython() ?? 'python3', args: ['-m', 'venv', 'venv'], cwd: project })
  await pip('--no-deps', '--index-url', `${indexUrl}/`, `flow-sdk==${version}`)
  await pip(`flow-sdk==${version}`)
  writeFileSync(
    join(project, 'sample.py'),
    readmeSample({ folder: join(repository, 'packages', 'sdk-python'), language: 'python', install: 'pip install flow-sdk' }),
  )
  return log.run({ command: python, args: ['sample.py'], cwd: project, env })
}

/** The Go module by its path: from a module proxy's folder, or from the mirror's tag in place of GitHub. */
export async function tryGo({ log, repository, project, version, env, from }: Trial & { from: { proxyFolder: string } | { mirror: string } }): Promise<string> {
  mkdirSync(project, { recursive: true })
  const module = 'github.com/flowdev/flow-go'
  const source: Record<string, string> =
    'proxyFolder' in from
      ? { GOPROXY: pathToFileURL(from.proxyFolder).href }
      : {
          GOPROXY: 'direct',
          GIT_CONFIG_COUNT: '1',
          GIT_CONFIG_KEY_0: `url.${pathToFileURL(from.mirror).href}.insteadOf`,
          GIT_CONFIG_VALUE_0: `https://${module}`,
        }
  const goEnv = { ...source, GOSUMDB: 'off', GOFLAGS: '-mod=mod -modcacherw', GOMODCACHE: join(project, 'modules'), GOWORK: 'off' }
  const go = (...args: string[]) => log.run({ command: 'go', args, cwd: project, env: { ...env, ...goEnv } })
  await go('mod', 'init', 'example.com/sample')
  await go('get', `${module}@v${version}`)
  writeFileSync(join(project, 'main.go'), readmeSample({ folder: join(repository, 'packages', 'sdk-go'), language: 'go', install: `go get ${module}` }))
  return go('run', '.')
}
