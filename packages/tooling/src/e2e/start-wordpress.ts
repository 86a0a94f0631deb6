import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { WordPressFiles } from '../servers/find-wordpress.ts'
import { startFlakyProxy, type FlakyProxy } from './flaky-proxy.ts'
import { freePort, until } from './running-flow.ts'

type Wish = {
  permalinks?: string
  /** By name, the role; `null` takes all application passwords of that user away. */
  users?: Record<string, string | null>
}

export type WordPress = {
  /** Of the proxy in front of it. */
  url: string
  version: string
  proxy: FlakyProxy
  change: (wish: Wish) => Promise<Record<string, string>>
  /** Code of a plugin that every request loads; an empty one takes it away. */
  setPlugin: (php: string) => Promise<void>
  stop: () => Promise<void>
}

/** A real WordPress with a MariaDB of its own, on loopback. `path`: the folder of the host that the site is in, such as `/blog`. */
export async function startWordPress({ files, path = '' }: { files: WordPressFiles; path?: string }): Promise<WordPress> {
  const root = await mkdtemp(join(tmpdir(), 'flow-wordpress-'))
  const [site, socket] = [join(root, 'site'), join(root, 'db.sock')]
  const [port, publicPort] = [await freePort(), await freePort()]
  const url = `http://127.0.0.1:${publicPort}${path}`
  const folder = join(site, path)
  await mkdir(site)
  await cp(files.folder, folder, { recursive: true, dereference: true })
  await mkdir(join(folder, 'wp-content', 'mu-plugins'), { recursive: true })
  await writeFile(join(folder, 'wp-config.php'), toConfig(socket))
  const children = [startMariaDb({ files, root, socket })]
  const setUp = (wish: object) => {
    const script = [join(import.meta.dirname, 'wordpress-setup.php'), folder, JSON.stringify({ host: new URL(url).host, url, ...wish })]
    // The script prints exactly this; what it says besides, such as that no mail can be sent, is of no use.
    return JSON.parse(execFileSync(files.php, script, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })) as {
      version: string
      passwords: Record<string, string>
    }
  }
  const proxy = await startFlakyProxy({ port: publicPort, targetPort: port })
  const stop = async () => {
    await proxy.stop()
    await Promise.all(children.map(end))
    await rm(root, { recursive: true, force: true })
  }
  try {
    let version = ''
    await until('the database takes the set-up', async () => {
      try {
        version = setUp({ isNew: true, permalinks: '/%postname%/' }).version
        return true
      } catch {
        return false
      }
    })
    const env = { ...process.env, PHP_CLI_SERVER_WORKERS: '4' }
    children.push(spawn(files.php, ['-S', `127.0.0.1:${port}`, '-t', site], { env, stdio: 'ignore', detached: true }))
    await until('WordPress answers', async () => (await fetch(`${url}/wp-json/`).catch(() => undefined))?.ok === true)
    return {
      url,
      version,
      proxy,
      change: async (wish) => setUp({ isNew: false, ...wish }).passwords,
      setPlugin: (php) => writeFile(join(folder, 'wp-content', 'mu-plugins', 'test.php'), `<?php\n${php}\n`),
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

function startMariaDb({ files, root, socket }: { files: WordPressFiles; root: string; socket: string }): ChildProcess {
  const [data, begin] = [join(root, 'data'), join(root, 'begin.sql')]
  writeFileSync(begin, 'create database if not exists wordpress character set utf8mb4;\n')
  execFileSync(files.install, ['--no-defaults', `--datadir=${data}`, '--auth-root-authentication-method=normal', '--skip-test-db'], { stdio: 'ignore' })
  const asRoot = process.getuid?.() === 0 ? ['--user=root'] : []
  const settings = ['--no-defaults', ...asRoot, `--datadir=${data}`, `--socket=${socket}`, '--skip-networking', `--init-file=${begin}`]
  return spawn(files.mariadb, settings, { stdio: 'ignore', detached: true })
}

/** With the workers that it leads. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return
  const exited = new Promise((resolve) => child.once('exit', resolve))
  process.kill(-child.pid, 'SIGTERM')
  await exited
}

const keys = ['AUTH_KEY', 'SECURE_AUTH_KEY', 'LOGGED_IN_KEY', 'NONCE_KEY', 'AUTH_SALT', 'SECURE_AUTH_SALT', 'LOGGED_IN_SALT', 'NONCE_SALT']
const toConfig = (socket: string) => `<?php
define('DB_NAME', 'wordpress'); define('DB_USER', 'root'); define('DB_PASSWORD', ''); define('DB_HOST', 'localhost:${socket}');
define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
${keys.map((key) => `define('${key}', 'for tests ${key}');`).join('\n')}
$table_prefix = 'wp_';
// Application passwords are for HTTPS, and for local sites.
define('WP_ENVIRONMENT_TYPE', 'local');
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('DISABLE_WP_CRON', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
`
