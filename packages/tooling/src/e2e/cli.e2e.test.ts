import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync, chmodSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { operationTable } from '@flow/contract'
import { repositoryRoot } from '../run-step.ts'
import { buildCli } from './build-cli.ts'
import { runFlow, until, type RunningFlow } from './running-flow.ts'

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64')
const folder = mkdtempSync(join(tmpdir(), 'flow-cli-'))
let running: RunningFlow
let cli: string

beforeAll(async () => {
  cli = buildCli()
  running = await runFlow()
  writeFileSync(join(folder, 'a.png'), png)
}, 120_000)
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await running?.stop()
})

type Run = { status: number | null; stdout: string; stderr: string }
type Options = { env?: Record<string, string>; input?: string }

const bareEnv = () => ({ PATH: process.env['PATH'] ?? '', HOME: folder, TZ: 'Europe/Berlin' })
const signedIn = () => ({ ...bareEnv(), FLOW_API_KEY: running.apiKey, FLOW_BASE_URL: running.baseUrls[0] ?? '' })

function flow(args: string[], { env = signedIn(), input = '' }: Options = {}): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], { env, input, encoding: 'utf8', cwd: folder })
  return { status, stdout, stderr }
}

/** The data of a command that must work. */
function json(args: string[], options: Options = {}) {
  const run = flow([...args, '--json'], options)
  expect([run.status, run.stderr], args.join(' ')).toEqual([0, expect.any(String)])
  return run.stdout === '' ? undefined : JSON.parse(run.stdout).data
}

const rows = async (content: string) => {
  const filter = `filter[content][contains]=${encodeURIComponent(content)}&perPage=100`
  // The commands hold this process up, so a connection may be closed by the time it is wanted again.
  const answer = await running.call('GET', `/v1/posts?${filter}`, { headers: { connection: 'close' } })
  // The list operation's data.
  return answer.json.data as { id: string; content: string; scheduledFor: string; mediaKeys: string[] }[]
}

test('every operation of the API is a command that teaches itself', () => {
  for (const { sdk, path } of Object.values(operationTable)) {
    const kebab = (name: string) => name.replaceAll(/([a-z])([A-Z])/g, '$1-$2').toLowerCase()
    const help = flow([kebab(sdk.group), kebab(sdk.method), '--help'], { env: bareEnv() })
    expect([help.status, help.stderr]).toEqual([0, ''])
    expect(help.stdout).toContain(`${path}.`)
    expect(help.stdout).toContain('Examples')
  }
  const top = flow(['--help'], { env: bareEnv() })
  expect(top.stdout).toContain('Exit codes')
  expect(flow(['--version'], { env: bareEnv() }).stdout.trim()).toBe(
    JSON.parse(readFileSync(join(repositoryRoot, 'packages/cli/package.json'), 'utf8')).version,
  )
})

test('posts: created, listed, changed, checked, waited for and deleted', async () => {
  const post = json([
    'posts',
    'create',
    '--channel-id',
    running.channelId,
    '--content',
    'By hand',
    '--overrides.mastodon.content',
    'For Mastodon',
    '--scheduled-for',
    '2099-01-01T10:00:00+01:00',
  ])
  expect(post).toMatchObject({ content: 'By hand', scheduledFor: '2099-01-01T09:00:00.000Z', overrides: { mastodon: { content: 'For Mastodon' } } })
  expect(json(['posts', 'get', post.id]).id).toBe(post.id)
  expect(json(['posts', 'update', post.id, '--content', '--really--'])).toMatchObject({ content: '--really--' })
  expect(json(['posts', 'update', post.id, '--data', '-', '--title', 'A title'], { input: '{"content":"Piped"}' })).toMatchObject({
    content: 'Piped',
    title: 'A title',
  })
  expect(json(['posts', 'update', post.id, '--title', ''])).toMatchObject({ title: null })
  expect(
    json(['posts', 'list', '--filter.status.in', 'queued,flowing', '--filter.scheduled-for.gt', '2090-01-01T00:00:00Z']).map((each: { id: string }) => each.id),
  ).toEqual([post.id])
  expect(json(['posts', 'preflight', '--channel-id', running.channelId, '--content', 'Fine'])).toMatchObject({ isAccepted: true })
  const listed = flow(['posts', 'list', '--filter.content.contains', 'Piped'])
  expect(listed.stdout.split('\n')[0]).toBe('id\tstatus\tscheduledFor\tchannelId\tcontent')
  expect(listed.stdout).toContain(`${post.id}\tqueued\t2099-01-01T09:00:00.000Z`)
  expect(flow(['posts', 'delete', post.id])).toMatchObject({ status: 0, stdout: '' })
  expect(flow(['posts', 'get', post.id])).toMatchObject({ status: 4, stdout: '' })

  const now = json(['posts', 'create', '--channel-id', running.channelId, '--content', 'Now', '--idempotency-key', 'only-once'])
  expect(json(['posts', 'create', '--channel-id', running.channelId, '--content', 'Now', '--idempotency-key', 'only-once']).id).toBe(now.id)
  expect(flow(['posts', 'create', '--channel-id', running.channelId, '--content', 'Other', '--idempotency-key', 'only-once']).status).toBe(5)
  expect(json(['posts', 'wait', now.id, '--timeout', '30'])).toMatchObject({ status: 'done' })
  expect(json(['posts', 'publications', now.id])).toMatchObject([{ network: 'feed', status: 'published' }])
  expect(flow(['posts', 'update', now.id, '--content', 'Late']).status).toBe(5)
  expect(flow(['posts', 'retry', now.id]).status).toBe(5)

  const batch = flow([
    'posts',
    'create-batch',
    '--posts',
    JSON.stringify({ channelId: running.channelId, content: 'One', scheduledFor: '2099-01-01T00:00:00Z' }),
    '--posts',
    '{"channelId":"channel_x","content":"Two"}',
  ])
  expect(batch.status).toBe(8)
  expect(batch.stdout).toMatch(/0\tok\tpost_\w+\t\n1\tfailed\t\tCHANNEL_NOT_FOUND/)
  const [made] = await rows('One')
  expect(json(['posts', 'delete-batch', '--post-ids', made?.id ?? ''])).toMatchObject({ summary: { successful: 1 } })
})

test('channels, media, webhooks, keys, connections, networks, events, analytics and the test clock', () => {
  const channel = json(['channels', 'create', '--name', 'News', '--color', '#FF0000', '--no-feed-enabled'])
  expect(channel).toMatchObject({ name: 'News', feedEnabled: false })
  expect(json(['channels', 'update', channel.id, '--timezone', 'Europe/Berlin'])).toMatchObject({ timezone: 'Europe/Berlin' })
  for (let index = 0; index < 4; index++) json(['channels', 'create', '--name', `Page ${index}`])
  const paged = flow(['channels', 'list', '--per-page', '2'])
  expect(paged.stderr).toContain('Page 1 of 3 (6 in all). Next: --page 2')
  const all = flow(['channels', 'list', '--per-page', '2', '--all', '--json'])
  expect(new Set(JSON.parse(all.stdout).data.map((each: { id: string }) => each.id)).size).toBe(6)
  expect(flow(['channels', 'list', '--per-page', '2', '--all']).stdout.trim().split('\n')).toHaveLength(7)
  expect(flow(['channels', 'delete', channel.id]).status).toBe(0)
  for (const each of json(['channels', 'list', '--filter.name.contains', 'Page'])) flow(['channels', 'delete', each.id])

  const media = json(['media', 'upload', 'a.png', '--alt-text', 'A dot'])
  expect(media).toMatchObject({ filename: 'a.png', altText: 'A dot' })
  expect(json(['media', 'get-url', media.key]).url).toMatch(/^http/)
  expect(json(['media', 'update', media.key, '--alt-text', 'Dot'])).toMatchObject({ altText: 'Dot' })
  expect(flow(['media', 'delete', media.key]).status).toBe(0)

  const webhook = json(['webhooks', 'create', '--url', 'https://example.com/hook', '--events', 'post.delivered,post.blocked'])
  expect(webhook).toMatchObject({ events: ['post.delivered', 'post.blocked'], secret: expect.stringMatching(/^whsec_/) })
  expect(json(['webhooks', 'rotate-secret', webhook.id]).secret).toMatch(/^whsec_/)
  expect(json(['webhooks', 'get-deliveries', webhook.id])).toEqual([])
  expect(json(['webhooks', 'update', webhook.id, '--no-active'])).toMatchObject({ active: false })
  expect(flow(['webhooks', 'delete', webhook.id]).status).toBe(0)

  const key = flow(['api-keys', 'create', '--name', 'Test', '--mode', 'test', '--json'])
  expect(key.stderr).toContain('Keep the secret now')
  const testKey = String(JSON.parse(key.stdout).data.apiKey)
  const env = { ...signedIn(), FLOW_API_KEY: testKey }
  expect(json(['test', 'move-clock', '--advance-seconds', '3600'], { env }).now).toMatch(/Z$/)
  const connection = json(['connections', 'create', '--network', 'sandbox', '--data', '-'], { env, input: '{"credentials":{"token":"me"}}' })
  expect(json(['connections', 'verify', connection.id], { env })).toMatchObject({ status: 'active' })
  expect(json(['connections', 'list'], { env })).toHaveLength(1)
  expect(json(['networks', 'list']).map((each: { id: string }) => each.id)).toContain('bluesky')
  expect(json(['events', 'list', '--filter.type', 'channel.created']).length).toBeGreaterThan(0)
  expect(json(['analytics', 'overview'])).toMatchObject({ posts: expect.anything() })
})

test('what goes wrong is told by field, with the next step and its own exit code', async () => {
  const refused = flow(['posts', 'create', '--channel-id', running.channelId, '--content', ''])
  expect(refused).toMatchObject({ status: 1, stdout: '' })
  expect(refused.stderr).toMatch(/^Error VALIDATION_ERROR \(400\): .+\n {2}content .+\n {2}Request req_\w+\nNext .+\n$/)
  const asJson = flow(['posts', 'get', 'post_none', '--json'])
  expect([asJson.status, JSON.parse(asJson.stderr).error]).toEqual([
    4,
    expect.objectContaining({ code: 'POST_NOT_FOUND', requestId: expect.stringMatching(/^req_/) }),
  ])
  for (const [args, told] of [
    [['posts', 'create', '--content', 'x'], '--channel-id is required'],
    [['posts', 'create', '--chanel-id', 'x'], 'Did you mean --channel-id?'],
    [['posts', 'lst'], 'Did you mean posts list?'],
    [['posts', 'get'], '<post-id> is missing'],
    [['posts', 'get', 'a', 'b'], 'one argument too many'],
    [['posts', 'list', '--page', 'two'], '--page must be a whole number'],
    [['api-keys', 'create', '--name', 'x', '--mode', 'dead'], '--mode must be one of live, test'],
    [['posts', 'create', '--data', '@none.json'], 'there is no such file'],
    [['posts', 'create', '--data', '{', '--channel-id', 'x'], 'is not JSON'],
    [['posts', 'create', '--channel-id', 'x', '--scheduled-for', 'soonish'], 'is not a time'],
    [['media', 'upload', 'none.png'], "can't be read"],
    [['posts', 'list', '--base-url', 'ftp://x'], 'base URL'],
  ] as const) {
    const run = flow([...args])
    expect([run.status, run.stdout, run.stderr], args.join(' ')).toEqual([2, '', expect.stringContaining(told)])
  }
  expect(flow(['posts', 'list'], { env: bareEnv() })).toMatchObject({ status: 3, stderr: expect.stringContaining('flow login') })
  expect(flow(['posts', 'list'], { env: { ...signedIn(), FLOW_API_KEY: 'flow_sk_live_aaaaaaaa_no' } }).status).toBe(3)
  const reader = json(['api-keys', 'create', '--name', 'Reader', '--permissions', 'posts:read']).apiKey
  expect(flow(['channels', 'list'], { env: { ...signedIn(), FLOW_API_KEY: reader } })).toMatchObject({
    status: 3,
    stderr: expect.stringContaining('channels:read'),
  })
  const typed = flow(['posts', 'list', '--api-key', reader], { env: { ...bareEnv(), FLOW_BASE_URL: running.baseUrls[0] ?? '' } })
  expect(typed).toMatchObject({ status: 0, stderr: expect.stringContaining('list of processes') })
  expect(typed.stderr).not.toContain(reader)
})

test('the exit codes of the documentation are those of the program', async () => {
  const { exitCodes } = await import('../../../cli/src/exit-codes.ts')
  const page = readFileSync(join(repositoryRoot, 'apps/docs/content/docs/cli.mdx'), 'utf8')
  expect([...page.matchAll(/^\| (\d+) \| /gm)].map(([, code]) => Number(code))).toEqual(Object.values(exitCodes))
})

test('an API that is not there is a 7, one that is full a 6', { timeout: 90_000 }, async () => {
  expect(flow(['networks', 'list', '--base-url', 'http://127.0.0.1:9', '--max-retries', '0']).status).toBe(7)
  const limited = await runFlow({ workers: 0, env: { FLOW_RATE_LIMIT_GENERAL: '1' }, isHeldToSpec: false })
  try {
    const env = { ...bareEnv(), FLOW_API_KEY: limited.apiKey, FLOW_BASE_URL: limited.baseUrls[0] ?? '' }
    // A window may end between two calls, so that each is the first of one; not between all of three.
    const statuses = [1, 2, 3].map(() => flow(['networks', 'list', '--max-retries', '0'], { env }).status)
    expect(statuses).toContain(6)
  } finally {
    await limited.stop()
  }
})

test('login keeps a key that works, for its owner alone, and never shows it', () => {
  const config = join(folder, '.config', 'flow', 'config.json')
  const env = { ...bareEnv(), FLOW_BASE_URL: running.baseUrls[0] ?? '' }
  const bad = flow(['login'], { env, input: 'flow_sk_live_aaaaaaaa_wrong\n' })
  expect([bad.status, existsSync(config)]).toEqual([3, false])
  expect(flow(['login'], { env, input: '' }).status).toBe(2)
  const done = flow(['login'], { env, input: `${running.apiKey}\n` })
  expect(done.status, done.stderr).toBe(0)
  expect(done.stdout + done.stderr).not.toContain(running.apiKey)
  expect(statSync(config).mode & 0o777).toBe(0o600)
  expect(json(['channels', 'list'], { env: bareEnv() }).length).toBeGreaterThan(0)
  const testKey = json(['api-keys', 'create', '--name', 'Second', '--mode', 'test'], { env: bareEnv() }).apiKey
  expect(flow(['login', '--profile', 'test'], { env, input: testKey }).status).toBe(0)
  const profiles = flow(['profiles'], { env: bareEnv() })
  expect(profiles.stdout).toMatch(/default\tfalse\tlive\t.*\ntest\ttrue\ttest\t/)
  expect(profiles.stdout).not.toContain('flow_sk')
  expect(json(['channels', 'list', '--profile', 'default'], { env: bareEnv() }).length).toBeGreaterThan(0)
  expect(json(['channels', 'list'], { env: bareEnv() })).toEqual([])
  chmodSync(config, 0o644)
  expect(flow(['channels', 'list'], { env: bareEnv() }).stderr).toContain('chmod 600')
  expect(flow(['logout'], { env: bareEnv() }).status).toBe(0)
  expect(flow(['logout'], { env: bareEnv() }).status).toBe(0)
  expect(flow(['channels', 'list'], { env: bareEnv() }).status).toBe(3)
})

test('schedule takes words for a time, a file for the text, and media', async () => {
  writeFileSync(join(folder, 'post.md'), 'From a file\n\nwith two parts.\n')
  const run = flow([
    'posts',
    'schedule',
    '--channel-id',
    running.channelId,
    '--at',
    'tomorrow 9am',
    '--file',
    'post.md',
    '--media',
    'a.png',
    '--alt',
    'A dot',
    '--title',
    'Titled',
    '--json',
  ])
  expect(run.status, run.stderr).toBe(0)
  const post = JSON.parse(run.stdout).data
  expect(post).toMatchObject({ content: 'From a file\n\nwith two parts.', title: 'Titled', mediaKeys: [expect.stringMatching(/^media_/)] })
  const hour = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Berlin' }).format(new Date(post.scheduledFor))
  expect(hour).toBe('09:00')
  expect(run.stderr).toMatch(/ 09:00:00 .*\(Europe\/Berlin\) = \d{4}-\d\d-\d\dT0[78]:00:00\.000Z \(UTC\)/)
  expect(json(['media', 'get', post.mediaKeys[0]])).toMatchObject({ altText: 'A dot' })
  // The workspace has one channel, which is then the one that is meant.
  expect(json(['posts', 'schedule', '--at', '2099-06-01T10:00:00+02:00', '--content', 'Far off'])).toMatchObject({
    channelId: running.channelId,
    scheduledFor: '2099-06-01T08:00:00.000Z',
  })
  for (const args of [
    ['--at', 'tomorrow'],
    ['--at', 'whenever'],
    ['--at', 'tomorrow 9am', '--file', 'none.md'],
    ['--at', 'tomorrow 9am', '--media', 'none.png'],
    [],
  ]) {
    expect(flow(['posts', 'schedule', ...args]).status, args.join(' ')).toBe(2)
  }
  expect(flow(['posts', 'schedule', '--at', '2020-01-01T00:00:00Z', '--content', 'Past']).status).toBe(1)
})

const csv = (name: string, lines: string[]) => {
  writeFileSync(join(folder, name), `\uFEFF${['channelId,content,scheduledFor,overrides.mastodon.content', ...lines].join('\r\n')}\r\n`)
  return name
}
const line = (content: string, at = '2099-01-01 10:00') => `${running.channelId},"${content}",${at},`

test('import checks first, creates once, and gives back what failed', async () => {
  const file = csv('posts.csv', [line('Import, one'), line('Import two'), line('Import three', 'soon'), `channel_x,Import four,2099-01-01T10:00:00Z,`])
  const dry = flow(['posts', 'import', file, '--dry-run', '--json'])
  expect([dry.status, JSON.parse(dry.stdout)]).toEqual([
    8,
    { total: 4, accepted: 2, refused: 2, problems: [expect.objectContaining({ line: 4 }), expect.objectContaining({ line: 5 })] },
  ])
  expect(await rows('Import')).toEqual([])

  const first = flow(['posts', 'import', file])
  expect(first.status, first.stderr).toBe(8)
  expect(first.stderr).toContain('2 of 4 rows are posts now; 2 failed')
  expect((await rows('Import')).map(({ content, scheduledFor }) => [content, scheduledFor]).sort()).toEqual([
    ['Import two', '2099-01-01T09:00:00.000Z'],
    ['Import, one', '2099-01-01T09:00:00.000Z'],
  ])
  // Again with the report, and again without it: nothing is doubled.
  expect(flow(['posts', 'import', file]).stderr).toContain('Going on after 4 of 4 rows')
  expect(flow(['posts', 'import', file, '--report', 'other.jsonl']).status).toBe(8)
  expect(await rows('Import')).toHaveLength(2)

  const failed = readFileSync(join(folder, 'posts.failed.csv'), 'utf8')
  expect(failed.split('\n')[0]).toBe('channelId,content,scheduledFor,overrides.mastodon.content,flowError')
  expect(failed).toContain('is not a time')
  writeFileSync(join(folder, 'posts.failed.csv'), failed.replace('soon', '2099-01-01T10:00:00Z').replace('channel_x', running.channelId))
  expect(flow(['posts', 'import', 'posts.failed.csv'])).toMatchObject({ status: 0 })
  expect(await rows('Import')).toHaveLength(4)

  writeFileSync(join(folder, file), `${readFileSync(join(folder, file), 'utf8')}${line('Import five')}\r\n`)
  expect(flow(['posts', 'import', file])).toMatchObject({ status: 2, stderr: expect.stringContaining('the file has changed since') })
  expect(flow(['posts', 'import', csv('empty.csv', [])]).status).toBe(2)
  writeFileSync(join(folder, 'typo.csv'), 'channelId,contnt\nx,y\n')
  expect(flow(['posts', 'import', 'typo.csv']).stderr).toContain('Did you mean content?')
  writeFileSync(join(folder, 'more.jsonl'), `{"content":"Lines one","scheduledFor":"2099-01-01T00:00:00Z"}\n\nnot json\n`)
  expect(flow(['posts', 'import', 'more.jsonl', '--channel-id', running.channelId]).status).toBe(8)
  expect(await rows('Lines')).toHaveLength(1)
})

test('an import that is killed goes on where it was, and doubles nothing', { timeout: 120_000 }, async () => {
  const count = 60
  const file = csv(
    'killed.csv',
    Array.from({ length: count }, (_, index) => line(`Killed ${index}`)),
  )
  const report = join(folder, `${file}.flow-report.jsonl`)
  const child = spawn(process.execPath, [cli, 'posts', 'import', file, '--batch-size', '1'], { env: signedIn(), cwd: folder, stdio: 'ignore' })
  await until('some rows are in the report', async () => existsSync(report) && readFileSync(report, 'utf8').split('\n').length > 5)
  child.kill('SIGKILL')
  await new Promise((resolve) => child.once('exit', resolve))
  const kept = readFileSync(report, 'utf8').trim().split('\n')
  expect(kept.length).toBeLessThan(count)
  // As a crash in the middle of a write leaves it: the post is there, its line is cut.
  writeFileSync(report, `${kept.slice(0, -1).join('\n')}\n${kept.at(-1)?.slice(0, 9)}`)
  const again = flow(['posts', 'import', file])
  expect([again.status, again.stderr]).toEqual([0, expect.stringContaining(`${count} of ${count} rows are posts now; 0 failed`)])
  const made = (await rows('Killed')).map(({ content }) => content)
  expect(made).toHaveLength(count)
  expect(new Set(made).size).toBe(count)
})

test('completion knows groups, commands, flags and values, and its bash script hands it on', () => {
  const script = join(folder, 'flow.bash')
  writeFileSync(join(folder, 'flow'), `#!/bin/sh\nexec "${process.execPath}" "${cli}" "$@"\n`)
  chmodSync(join(folder, 'flow'), 0o755)
  writeFileSync(script, flow(['completion', 'bash'], { env: bareEnv() }).stdout)
  const complete = (typed: string) => {
    const code = `source ${script}; COMP_LINE=${JSON.stringify(typed)}; COMP_POINT=\${#COMP_LINE}; _flow; printf '%s\\n' "\${COMPREPLY[@]}"`
    const run = spawnSync('bash', ['-c', code], { env: { ...bareEnv(), PATH: `${folder}:${process.env['PATH']}` }, encoding: 'utf8', cwd: folder })
    expect(run.stderr.replace(/.*compopt.*\n/g, '')).toBe('')
    return run.stdout.trim().split('\n')
  }
  expect(complete('flow po')).toEqual(['posts'])
  expect(complete('flow posts sch')).toEqual(['schedule'])
  expect(complete('flow posts create --chan')).toEqual(['--channel-id'])
  expect(complete('flow api-keys create --mode ')).toEqual(['live', 'test'])
  // Bash replaces what stands after the colon alone.
  expect(complete('flow api-keys create --permissions posts:')).toEqual(['read', 'write'])
  expect(complete('flow media upload a.p')).toEqual(['a.png'])
  expect(complete('flow completion ')).toEqual(['bash', 'zsh', 'fish'])
  expect(flow(['completion', 'tcsh'], { env: bareEnv() }).status).toBe(2)
})

test.for(['zsh', 'fish'])('the completion script of %s parses', (shell, { skip }) => {
  if (spawnSync(shell, ['--version']).status !== 0) skip(`${shell} is not on this machine`)
  const script = join(folder, `flow.${shell}`)
  writeFileSync(script, flow(['completion', shell], { env: bareEnv() }).stdout)
  const run = spawnSync(shell, ['-n', script], { encoding: 'utf8' })
  expect([run.status, run.stderr]).toEqual([0, ''])
})

test('nothing is coloured for programs, and texts of others steer no terminal', () => {
  json(['posts', 'create', '--channel-id', running.channelId, '--content', 'Steered \u001b[31mred\u0007', '--scheduled-for', '2099-01-01T00:00:00Z'])
  const plain = flow(['posts', 'list', '--filter.content.contains', 'Steered'])
  expect(plain.stdout).toContain('Steered')
  expect(plain.stdout + plain.stderr).not.toContain('\u001b')
  expect(flow(['posts', 'lst'], { env: { ...signedIn(), FORCE_COLOR: '1' } }).stderr).toContain('\u001b[')
  expect(flow(['posts', 'lst'], { env: { ...signedIn(), FORCE_COLOR: '1', NO_COLOR: '1' } }).stderr).not.toContain('\u001b[')
})
