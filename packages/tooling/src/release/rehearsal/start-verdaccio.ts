import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { freePort, until } from '../../e2e/running-flow.ts'
import { repositoryRoot } from '../../run-step.ts'

export type LocalRegistry = { url: string; token: string; stop: () => Promise<void> }

/** An npm registry that has nothing and takes packages from its one user. */
export async function startVerdaccio(folder: string): Promise<LocalRegistry> {
  mkdirSync(folder, { recursive: true })
  const config = join(folder, 'config.yaml')
  writeFileSync(
    config,
    stringify({
      storage: join(folder, 'storage'),
      auth: { htpasswd: { file: join(folder, 'htpasswd') } },
      packages: { '**': { access: '$all', publish: '$authenticated' } },
      log: { type: 'stdout', level: 'fatal' },
    }),
  )
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const main = join(repositoryRoot, 'packages', 'tooling', 'node_modules', 'verdaccio', 'bin', 'verdaccio')
  const child = spawn(process.execPath, [main, '--config', config, '--listen', `127.0.0.1:${port}`], { stdio: 'ignore' })
  await until('the npm registry answers', () =>
    fetch(`${url}/-/ping`).then(
      ({ ok }) => ok,
      () => false,
    ),
  )
  const user = { name: 'release', password: 'rehearsal-password' }
  const response = await fetch(`${url}/-/user/org.couchdb.user:release`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(user),
  })
  // What npm itself reads of this answer.
  const { token } = (await response.json()) as { token?: string }
  if (!token) throw new Error(`the npm registry gave no token: ${response.status}`)
  return {
    url,
    token,
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill()
      await ended
    },
  }
}
