import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startFlakyProxy, type FlakyProxy } from './flaky-proxy.ts'
import { createMatrixAccount, type MatrixAccount } from './matrix-account.ts'
import { freePort, until } from './running-flow.ts'

export type MatrixSynapse = {
  /** Where Synapse says that it is: the proxy in front of it. */
  url: string
  proxy: FlakyProxy
  /** An account that may send as often as it likes; where `isSlowed`, two messages and then one in a second, for Synapse's own ten and one in five make a test long. */
  createAccount: (name: string, options?: { isSlowed?: boolean }) => Promise<MatrixAccount>
  stop: () => Promise<void>
}

/** Its access tokens with a refresh token live this long. */
export const refreshableLifeMs = 4_000

/** A real Synapse on loopback with SQLite, which anybody may register at. */
export async function startMatrixSynapse({ python }: { python: string }): Promise<MatrixSynapse> {
  const [publicPort, port, folder] = [await freePort(), await freePort(), await mkdtemp(join(tmpdir(), 'flow-synapse-'))]
  const url = `http://127.0.0.1:${publicPort}`
  const secret = randomBytes(16).toString('hex')
  await writeFile(join(folder, 'signing.key'), `ed25519 a_flow ${randomBytes(32).toString('base64').replaceAll('=', '')}\n`)
  // JSON is YAML too.
  await writeFile(join(folder, 'homeserver.yaml'), JSON.stringify(toConfig({ folder, port, url, secret })))
  const child = spawn(python, ['-m', 'synapse.app.homeserver', '--config-path', join(folder, 'homeserver.yaml')], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (chunk) => (said = `${said}${chunk}`.slice(-2_000)))
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  await until('Synapse answers', async () => {
    if (child.exitCode !== null) throw new Error(`Synapse did not start:\n${said}`)
    return isUp(`http://127.0.0.1:${port}/_matrix/client/versions`)
  })
  const proxy = await startFlakyProxy({ port: publicPort, targetPort: port })
  const admin = await createMatrixAccount({ url, name: 'admin', adminSecret: secret })
  return {
    url,
    proxy,
    createAccount: async (name, { isSlowed = false } = {}) => {
      const account = await createMatrixAccount({ url, name })
      const path = `/_synapse/admin/v1/users/${encodeURIComponent(account.userId)}/override_ratelimit`
      await admin.ask('POST', path, isSlowed ? { messages_per_second: 1, burst_count: 2 } : { messages_per_second: 0, burst_count: 0 })
      return account
    },
    stop: async () => {
      await proxy.stop()
      child.kill('SIGKILL')
      await exited
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const unlimited = { per_second: 1_000, burst_count: 1_000 }

const toConfig = ({ folder, port, url, secret }: { folder: string; port: number; url: string; secret: string }) => ({
  server_name: 'localhost',
  public_baseurl: url,
  listeners: [{ port, type: 'http', bind_addresses: ['127.0.0.1'], resources: [{ names: ['client'] }] }],
  database: { name: 'sqlite3', args: { database: join(folder, 'homeserver.db') } },
  media_store_path: join(folder, 'media'),
  signing_key_path: join(folder, 'signing.key'),
  max_upload_size: '1M',
  registration_shared_secret: secret,
  macaroon_secret_key: secret,
  form_secret: secret,
  enable_registration: true,
  enable_registration_without_verification: true,
  refreshable_access_token_lifetime: refreshableLifeMs,
  rc_registration: unlimited,
  rc_login: { address: unlimited, account: unlimited, failed_attempts: unlimited },
  trusted_key_servers: [],
  report_stats: false,
})

const isUp = (url: string) =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  )
