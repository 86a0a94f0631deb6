import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Flow } from '../../../sdk/src/index.ts'
import { repositoryRoot } from '../run-step.ts'
import { findGo } from '../test/find-go.ts'
import { writeGoPage } from './go-page.ts'
import { runFlow, type RunningFlow } from './running-flow.ts'

const sdk = join(repositoryRoot, 'packages', 'sdk-go')
const pages = [join(sdk, 'docs', 'go-sdk-page.md'), join(sdk, 'README.md'), join(repositoryRoot, 'apps', 'docs', 'content', 'docs', 'go-sdk.mdx')]
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
const go = findGo()
const folder = mkdtempSync(join(tmpdir(), 'flow-go-page-'))
let running: RunningFlow

beforeAll(async () => {
  if ('reason' in go) return
  running = await runFlow()
  writeFileSync(join(folder, 'image.jpg'), png)
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await running?.stop()
})

/** New objects for one block, so that a block may delete what it names. */
async function freshObjects(flow: Flow): Promise<Record<string, string>> {
  const channel = await flow.channels.create({ name: 'Page' })
  const posts = Array.from({ length: 4 }, () => ({ channelId: channel.id, content: 'Page', scheduledFor: new Date(Date.now() + 86_400_000) }))
  const { results } = await flow.posts.createBatch({ posts })
  const [post = '', post1 = '', post2 = '', post3 = ''] = results.map((result) => result.post?.id)
  for (const webhook of await flow.webhooks.list()) await flow.webhooks.delete(webhook.id)
  return {
    apiKey: running.apiKey,
    baseUrl: running.baseUrls[0] ?? '',
    image: join(folder, 'image.jpg'),
    channel: channel.id,
    post,
    post1,
    post2,
    post3,
    media: (await flow.media.upload({ file: new Blob([png]), filename: 'image.png' })).key,
    webhook: (await flow.webhooks.create({ url: 'https://example.com/webhooks/flow', events: ['post.delivered'] })).id,
    key: (await flow.apiKeys.create({ name: 'Page' })).id,
  }
}

test('every Go block of the pages runs against a live Flow', { timeout: 300_000 }, async ({ skip }) => {
  if ('reason' in go) return skip(go.reason)
  const flow = new Flow(running.apiKey, { baseURL: running.baseUrls[0] ?? '' })
  // The file beside the page, of this shape.
  const { replace } = JSON.parse(readFileSync(join(sdk, 'docs', 'placeholders.json'), 'utf8')) as { replace: Record<string, string> }
  const blocks = pages.flatMap((page) => [...readFileSync(page, 'utf8').matchAll(/^```go\n(.*?)^```$/gms)].map(([, code]) => code ?? ''))
  expect(blocks.length).toBeGreaterThan(45)
  const commands = writeGoPage({ folder, sdk, blocks, replace })
  const built = spawnSync(go.command, ['build', '-o', 'bin/', './...'], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, GOFLAGS: '-mod=mod', GOWORK: 'off' },
  })
  expect([built.status, built.stderr]).toEqual([0, ''])

  for (const [index, [program = '', ...args]] of commands.entries()) {
    const block = blocks[index] ?? ''
    const values = Object.entries(await freshObjects(flow)).map(([name, value]) => [`PAGE_${name}`, value])
    const run = spawnSync(join(folder, 'bin', program), args, {
      env: { ...Object.fromEntries(values), FLOW_API_KEY: running.apiKey, FLOW_BASE_URL: running.baseUrls[0] },
      encoding: 'utf8',
    })
    expect([run.status, run.stderr], block).toEqual([0, ''])
    if (block.includes('Post delivered!')) expect(run.stdout).toContain('Post delivered!')
    if (block.includes('Post created:')) expect(run.stdout).toMatch(/Post created: post_/)
  }
  console.log(`${commands.length} Go blocks ran`)
})
