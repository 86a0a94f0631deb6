import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Flow } from '../../../sdk/src/index.ts'
import { repositoryRoot } from '../run-step.ts'
import { runFlow, type RunningFlow } from './running-flow.ts'

const sdk = join(repositoryRoot, 'packages', 'sdk')
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
const folder = mkdtempSync(join(tmpdir(), 'flow-page-'))
let running: RunningFlow

beforeAll(async () => {
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
  const [post, post1, post2, post3] = results.map((result) => result.post?.id ?? '')
  for (const webhook of await flow.webhooks.list()) await flow.webhooks.delete(webhook.id)
  return {
    apiKey: running.apiKey,
    baseUrl: running.baseUrls[0] ?? '',
    sdk: join(sdk, 'src', 'index.ts'),
    sdkWebhooks: join(sdk, 'src', 'webhooks.ts'),
    nextYear: String(new Date().getFullYear() + 1),
    image: join(folder, 'image.jpg'),
    channel: channel.id,
    post: post ?? '',
    post1: post1 ?? '',
    post2: post2 ?? '',
    post3: post3 ?? '',
    media: (await flow.media.upload({ file: new Blob([png]), filename: 'image.png' })).key,
    webhook: (await flow.webhooks.create({ url: 'https://example.com/webhooks/flow', events: ['post.delivered'] })).id,
    key: (await flow.apiKeys.create({ name: 'Page' })).id,
  }
}

test('every statement of the published TypeScript page runs against a live Flow', { timeout: 180_000 }, async () => {
  const flow = new Flow(running.apiKey, { baseURL: running.baseUrls[0] ?? '' })
  // The file beside the page, of this shape.
  const { replace } = JSON.parse(readFileSync(join(sdk, 'docs', 'placeholders.json'), 'utf8')) as { replace: Record<string, string> }
  const page = readFileSync(join(sdk, 'docs', 'typescript-sdk-page.md'), 'utf8')
  const blocks = [...page.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code]) => code ?? '')
  expect(blocks.length).toBeGreaterThan(25)
  for (const [index, block] of blocks.entries()) {
    const values = await freshObjects(flow)
    const fill = (template: string) => template.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
    const code = Object.entries(replace).reduce((text, [placeholder, template]) => text.replaceAll(placeholder, fill(template)), block)
    // The page makes its client once, at its top.
    const client = /const flow = /.test(code) ? '' : `import { Flow as Client } from '${values['sdk']}'\nconst flow = new Client()\n`
    const file = join(folder, `block-${index}.ts`)
    writeFileSync(file, client + code)
    const run = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', file], {
      env: { PATH: process.env['PATH'], FLOW_API_KEY: running.apiKey, FLOW_BASE_URL: running.baseUrls[0] },
      encoding: 'utf8',
    })
    expect([run.status, run.stderr], block).toEqual([0, ''])
    if (block.includes('Post delivered!')) expect(run.stdout).toContain('Post delivered!')
  }
})
