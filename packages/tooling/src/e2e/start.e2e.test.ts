import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { repositoryRoot } from '../run-step.ts'
import { freePort, until } from './running-flow.ts'

let stateDir: string
let env: Record<string, string>
let running: { child: ChildProcess; output: () => string } | undefined

beforeAll(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'flow-start-'))
  const names = ['FLOW_API_PORT', 'FLOW_DASHBOARD_PORT', 'FLOW_DOCS_PORT', 'FLOW_POSTGRES_PORT', 'FLOW_WORKER_PORT']
  env = { FLOW_STATE_DIR: stateDir, ...Object.fromEntries(await Promise.all(names.map(async (name) => [name, String(await freePort())]))) }
})
afterAll(async () => {
  running?.child.kill('SIGKILL')
  await rm(stateDir, { recursive: true, force: true })
})

function launch() {
  const child = spawn(process.execPath, [join(repositoryRoot, 'packages/tooling/src/start/start.ts')], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (part: string) => (text += part))
  return { child, output: () => text }
}

async function start(): Promise<string> {
  const started = launch()
  running = started
  await until('the banner is there', async () => started.child.exitCode !== null || started.output().includes('public page:'), 240_000)
  expect(started.child.exitCode, started.output()).toBeNull()
  return started.output()
}

async function stop(): Promise<void> {
  const { child } = running ?? {}
  const exited = new Promise((resolve) => child?.once('exit', resolve))
  child?.kill('SIGINT')
  expect(await exited).toBe(0)
}

/** The banner's curl, pasted into a shell; its post is on the page that the banner names. */
async function publishBy(banner: string): Promise<void> {
  const curl = /^ {2}(\. .*curl .*)$/m.exec(banner)?.[1] ?? ''
  const run = spawnSync('sh', ['-c', curl], { cwd: repositoryRoot, encoding: 'utf8' })
  // As the contract has it.
  const { data } = JSON.parse(run.stdout) as { data: { id: string } }
  expect(data.id).toMatch(/^post_/)
  const feedUrl = /http\S+\/feeds\/\S+/.exec(banner)?.[0] ?? ''
  await until('the post is on the feed', async () => ((await (await fetch(feedUrl)).text()).match(/Hello from Flow!/g) ?? []).length >= 1, 30_000)
}

test('the first start ends with a banner whose curl publishes, and Ctrl-C ends everything', { timeout: 300_000 }, async () => {
  const banner = await start()
  await publishBy(banner)
  expect(banner).toMatch(/\/setup\?token=[\w-]{32}/)
  expect((await stat(join(stateDir, 'quickstart.env'))).mode & 0o777).toBe(0o600)
  const docs = await fetch(`http://127.0.0.1:${env['FLOW_DOCS_PORT']}/docs/quick-start`)
  expect([docs.status, await docs.text()]).toEqual([200, expect.stringContaining('Quick start')])
  const dashboard = await fetch(`http://127.0.0.1:${env['FLOW_DASHBOARD_PORT']}/sign-in`)
  expect([dashboard.status, await dashboard.text()]).toEqual([200, expect.stringContaining('Flow')])
  await stop()
  for (const [name, port] of Object.entries(env).filter(([each]) => each.endsWith('_PORT')))
    await expect(fetch(`http://127.0.0.1:${port}/`), `${name} still answers`).rejects.toThrow()
})

test('a second start is a matter of seconds, and its curl works as well', { timeout: 300_000 }, async () => {
  const banner = await start()
  const seconds = Number(/running \(([\d.]+) s\)/.exec(banner)?.[1])
  console.log(`second start: ${seconds} s`)
  expect(seconds).toBeLessThan(5 * 10)
  expect(banner).not.toContain('Building')
  await publishBy(banner)
})

test('a third one beside it names the port that is taken and the way out', { timeout: 60_000 }, async () => {
  const { child, output } = launch()
  expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(1)
  expect(output()).toMatch(/port \d+, meant for the api, is taken by another program .* set FLOW_API_PORT/)
  await stop()
  running = undefined
})
