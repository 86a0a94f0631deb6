import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startFlakyProxy, type FlakyProxy } from './flaky-proxy.ts'
import { freePort, until } from './running-flow.ts'

export type GhostKeys = { id: string; adminApiKey: string; contentApiKey: string }

export type Ghost = {
  /** Of the proxy in front of it. */
  url: string
  version: string
  proxy: FlakyProxy
  /** Asks the Admin API as the site's owner. */
  ask: (method: string, path: string, body?: object) => Promise<unknown>
  createIntegration: (name: string) => Promise<GhostKeys>
  stop: () => Promise<void>
}

const owner = { name: 'Ada', email: 'ada@example.test', password: randomBytes(12).toString('hex') }

/** A real Ghost with a database in one file, on loopback. `path`: the folder of the host that the site is in, such as `/blog`. */
export async function startGhost({ folder, path = '' }: { folder: string; path?: string }): Promise<Ghost> {
  const root = await mkdtemp(join(tmpdir(), 'flow-ghost-'))
  const [port, publicPort] = [await freePort(), await freePort()]
  const origin = `http://127.0.0.1:${publicPort}`
  const url = `${origin}${path}`
  for (const name of ['data', 'images', 'media', 'files', 'logs', 'settings', 'public', 'adapters']) await mkdir(join(root, name))
  await cp(join(folder, 'content', 'themes'), join(root, 'themes'), { recursive: true })
  const settings = {
    NODE_ENV: 'development',
    url,
    server__host: '127.0.0.1',
    server__port: String(port),
    database__client: 'better-sqlite3',
    database__connection__filename: join(root, 'data', 'ghost.db'),
    database__useNullAsDefault: 'true',
    paths__contentPath: root,
    mail__transport: 'Direct',
    privacy__useUpdateCheck: 'false',
    security__staffDeviceVerification: 'false',
  }
  const child = spawn(process.execPath, ['index.js'], { cwd: folder, env: { ...process.env, ...settings }, stdio: 'ignore' })
  const exited = new Promise((resolve) => child.once('exit', resolve))
  const proxy = await startFlakyProxy({ port: publicPort, targetPort: port })
  let cookie = ''
  const ask = async (method: string, below: string, body?: object) => {
    const headers = { 'content-type': 'application/json', 'accept-version': 'v6.0', origin, cookie }
    const response = await fetch(`${url}/ghost/api/admin/${below}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) })
    if (!response.ok) throw new Error(`${method} ${below}: ${response.status} ${await response.text()}`)
    cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie
    const text = await response.text()
    return text.startsWith('{') ? JSON.parse(text) : text
  }
  const isUp = () =>
    ask('GET', 'site/').then(
      () => true,
      () => false,
    )
  const stop = async () => {
    await proxy.stop()
    child.kill('SIGTERM')
    await exited
    await rm(root, { recursive: true, force: true })
  }
  try {
    await until('Ghost answers', isUp, 110_000)
  } catch (error) {
    await stop()
    throw error
  }
  await ask('POST', 'authentication/setup/', { setup: [{ ...owner, blogTitle: 'Flow & Friends' }] })
  await ask('POST', 'session/', { username: owner.email, password: owner.password })
  // Ghost's own shape.
  const { site } = (await ask('GET', 'site/')) as { site: { version: string } }
  return {
    url,
    version: site.version,
    proxy,
    ask,
    createIntegration: async (name) => {
      const { integrations } = (await ask('POST', 'integrations/?include=api_keys', { integrations: [{ name }] })) as {
        integrations: { id: string; api_keys: { type: string; secret: string }[] }[]
      }
      const [created] = integrations
      const secretOf = (type: string) => created?.api_keys.find((key) => key.type === type)?.secret ?? ''
      return { id: created?.id ?? '', adminApiKey: secretOf('admin'), contentApiKey: secretOf('content') }
    },
    stop,
  }
}
