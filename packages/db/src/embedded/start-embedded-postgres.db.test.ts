import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readPidFile } from './find-postmaster.ts'
import { type EmbeddedPostgres, type StartEmbeddedPostgresOptions, startEmbeddedPostgres } from './start-embedded-postgres.ts'
import { stopPostmaster } from './stop-postmaster.ts'

let stateDir = ''
let dataDir = ''
let messages: string[] = []

beforeEach(async () => {
  stateDir = join(await mkdtemp(join(tmpdir(), 'flow-start-')), '.flow')
  // mkdtemp makes 0700, which is another test's subject.
  await rm(join(stateDir, '..'), { recursive: true })
  await mkdir(join(stateDir, '..'), { mode: 0o755 })
  dataDir = join(stateDir, 'postgres')
  messages = []
})
afterEach(async () => {
  await stopPostmaster({ dataDir })
  await rm(join(stateDir, '..'), { recursive: true, force: true })
})

const somePort = () => 20_000 + Math.floor(Math.random() * 12_000)

const start = (options: Partial<StartEmbeddedPostgresOptions> = {}): Promise<EmbeddedPostgres> =>
  startEmbeddedPostgres({ stateDir, port: somePort(), settings: { fsync: 'off' }, onProgress: (message) => messages.push(message), ...options })

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}

async function killPostmaster(): Promise<number> {
  const { pid } = (await readPidFile(dataDir)) ?? { pid: 0 }
  process.kill(pid, 'SIGKILL')
  return pid
}

test('a fresh start serves UTF-8 on loopback only, to a role that is no superuser', async () => {
  const server = await start()
  expect(server).toMatchObject({ reused: false, dataDir })
  const [facts] = await query(
    server.url,
    `select current_database() as database, usesuper, current_setting('server_encoding') as encoding, datcollate as collation,
            current_setting('listen_addresses') as addresses,
            current_setting('max_connections') as connections, current_setting('password_encryption') as passwords
       from pg_user, pg_database where usename = current_user and datname = current_database()`,
  )
  expect(facts).toEqual({
    database: 'flow',
    usesuper: false,
    encoding: 'UTF8',
    collation: 'C.UTF-8',
    addresses: '127.0.0.1',
    connections: '200',
    passwords: 'scram-sha-256',
  })
  expect(await query(server.adminUrl, 'show unix_socket_directories')).toEqual([{ unix_socket_directories: '' }])
  expect((await stat(join(stateDir, 'postgres-password'))).mode & 0o777).toBe(0o600)
  expect((await stat(dataDir)).mode & 0o777).toBe(0o700)
  await expect(query(server.url.replace(/:[0-9a-f]{48}@/, ':guess@'), 'select 1')).rejects.toThrow(/password authentication failed/)
})

test('data outlive a stop and a second start', async () => {
  const first = await start()
  await query(first.url, 'create table kept (); ')
  await first.stop()
  await expect(query(first.url, 'select')).rejects.toThrow(/ECONNREFUSED/)
  const second = await start()
  expect(second.reused).toBe(false)
  expect(await query(second.url, 'select from kept')).toEqual([])
})

test('a server still running is taken over on its own port, and stops with us', async () => {
  const first = await start()
  const second = await start()
  expect(second).toMatchObject({ reused: true, port: first.port, url: first.url })
  expect(messages.at(-1)).toContain(String(first.port))
  await second.stop()
  expect(await readPidFile(dataDir)).toBeUndefined()
})

test('three starts at once end with one server', async () => {
  const port = somePort()
  const servers = await Promise.all([start({ port }), start({ port }), start({ port })])
  expect(new Set(servers.map(({ url }) => url)).size).toBe(1)
  expect(servers.filter(({ reused }) => !reused)).toHaveLength(1)
  expect((await readdir(stateDir)).sort()).toEqual(['postgres', 'postgres-password', 'postgres.log'])
})

test('a killed server starts again, its committed rows there', async () => {
  const first = await start()
  await query(first.url, 'create table kept ()')
  await killPostmaster()
  const second = await start()
  expect(second.reused).toBe(false)
  expect(await query(second.url, 'select from kept')).toEqual([])
})

test('a stale pid file that names a living stranger does not stand in the way', async () => {
  const first = await start()
  const { uid, gid } = await stat(dataDir)
  // Of the server's own account, which is the case PostgreSQL itself refuses.
  const stranger = spawn('sleep', ['60'], process.getuid?.() === 0 ? { uid, gid } : {})
  try {
    await killPostmaster()
    const text = await readFile(join(dataDir, 'postmaster.pid'), 'utf8')
    await writeFile(join(dataDir, 'postmaster.pid'), text.replace(/^\d+/, String(stranger.pid)))
    const second = await start()
    expect(second.reused).toBe(false)
    expect(await query(second.url, 'select 1 as one')).toEqual([{ one: 1 }])
    expect(first.url).not.toBe(second.url)
    expect(stranger.exitCode).toBeNull()
  } finally {
    stranger.kill()
  }
})

test('a start waits for the last sessions of a killed server to be gone', async () => {
  const first = await start()
  const busy = query(first.url, 'select pg_sleep(1.5)').catch(() => undefined)
  await sleep(200)
  await killPostmaster()
  const second = await start()
  expect(await query(second.url, 'select 1 as one')).toEqual([{ one: 1 }])
  await busy
})

test('a port taken by a stranger is named, with the way out', async () => {
  const port = somePort()
  const stranger = createServer().listen(port, '127.0.0.1')
  try {
    const message = new RegExp(`Port ${port} .*FLOW_POSTGRES_PORT.*DATABASE_URL`)
    await expect(start({ port })).rejects.toMatchObject({ code: 'PORT_IN_USE', message: expect.stringMatching(message) })
  } finally {
    stranger.close()
  }
})

test('an init cut short is done again, and what it left is put aside', async () => {
  await mkdir(join(dataDir, 'base'), { recursive: true })
  await mkdir(join(stateDir, 'postgres.init-999999999'))
  const server = await start()
  expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }])
  const names = await readdir(stateDir)
  expect(names.filter((name) => name.startsWith('postgres.incomplete-'))).toHaveLength(1)
  expect(names.filter((name) => name.startsWith('postgres.init-'))).toEqual([])
  expect(messages.join('\n')).toContain('no PG_VERSION')
})

test('data of another major version are refused and left alone', async () => {
  await mkdir(dataDir, { recursive: true })
  await writeFile(join(dataDir, 'PG_VERSION'), '17\n')
  await expect(start()).rejects.toMatchObject({ code: 'OTHER_MAJOR_VERSION', message: expect.stringContaining('PostgreSQL 17') })
  expect(await readdir(dataDir)).toEqual(['PG_VERSION'])
})

test("PostgreSQL's own words come with a start that fails", async () => {
  await expect(start({ settings: { max_connections: 'many' } })).rejects.toMatchObject({
    code: 'START_FAILED',
    message: expect.stringContaining('invalid value for parameter "max_connections": "many"'),
  })
})

test('a lost password file is made good', async () => {
  const first = await start()
  await query(first.url, 'create table kept ()')
  await rm(join(stateDir, 'postgres-password'))
  const second = await start()
  expect(second.url.split('@')[0]).not.toBe(first.url.split('@')[0])
  expect(await query(second.url, 'select from kept')).toEqual([])
})

test.runIf(process.platform === 'linux')("the terminal's Ctrl-C does not reach it", async () => {
  await start()
  const { pid } = (await readPidFile(dataDir)) ?? { pid: 0 }
  const statOf = async (id: number) => (await readFile(`/proc/${id}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? []
  const [server, own] = [await statOf(pid), await statOf(process.pid)]
  // Fields 5 and 6 of proc(5): process group and session.
  expect(server[2]).toBe(String(pid))
  expect(server[3]).not.toBe(own[3])
})
