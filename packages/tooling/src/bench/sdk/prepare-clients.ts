import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from '../../run-step.ts'
import { findGo } from '../../test/find-go.ts'
import { pythonOf } from '../../test/python-of.ts'
import { run } from './run.ts'

export type Client = { language: string; beside: string; command: string[]; folder: string }

const packages = join(repositoryRoot, 'packages')

/** Installs each SDK beside the program that calls it; a language that is not on this machine is told of and left out. */
export function prepareClients({ folder, tarball }: { folder: string; tarball: string }): Client[] {
  return [prepareTypeScript({ folder, tarball }), preparePython(folder), prepareGo(folder)].filter((client) => client !== undefined)
}

function prepareTypeScript({ folder, tarball }: { folder: string; tarball: string }): Client {
  const cwd = place({ folder, name: 'client.mjs' })
  writeFileSync(join(cwd, 'package.json'), '{"name":"client","private":true,"type":"module"}\n')
  run({ command: 'npm', args: ['install', '--no-audit', '--no-fund', tarball], cwd })
  return { language: 'TypeScript', beside: 'fetch', command: [process.execPath, 'client.mjs'], folder: cwd }
}

function preparePython(folder: string): Client | undefined {
  const cwd = place({ folder, name: 'client.py' })
  try {
    run({ command: 'python3', args: ['-m', 'venv', '.venv'], cwd })
  } catch {
    return leaveOut({ language: 'Python', reason: 'no Python with venv was found' })
  }
  run({ command: pythonOf(join(cwd, '.venv')), args: ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', join(packages, 'sdk-python')], cwd })
  return { language: 'Python', beside: 'httpx2', command: [pythonOf(join(cwd, '.venv')), 'client.py'], folder: cwd }
}

function prepareGo(folder: string): Client | undefined {
  const go = findGo()
  if ('reason' in go) return leaveOut({ language: 'Go', reason: go.reason })
  const cwd = place({ folder, name: 'client.go' })
  const sdk = JSON.stringify(join(packages, 'sdk-go'))
  writeFileSync(join(cwd, 'go.mod'), `module client\n\ngo 1.24\n\nrequire github.com/flowdev/flow-go v0.0.0\n\nreplace github.com/flowdev/flow-go => ${sdk}\n`)
  run({ command: go.command, args: ['build', '-o', 'client', '.'], cwd, env: { GOFLAGS: '-mod=mod', GOWORK: 'off' } })
  return { language: 'Go', beside: 'net/http', command: [join(cwd, 'client')], folder: cwd }
}

function place({ folder, name }: { folder: string; name: string }): string {
  const cwd = join(folder, name.replace('.', '-'))
  mkdirSync(cwd)
  cpSync(join(import.meta.dirname, 'clients', name), join(cwd, name))
  return cwd
}

function leaveOut({ language, reason }: { language: string; reason: string }): undefined {
  console.log(`left out: ${language}, because ${reason}\n`)
}
