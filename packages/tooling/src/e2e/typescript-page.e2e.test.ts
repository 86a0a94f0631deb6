import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Flow } from '../../../sdk/src/index.ts'
import { repositoryRoot } from '../run-step.ts'
import { blocksToRun, fillPlaceholders } from './page-blocks.ts'
import { createPageObjects, pageImage } from './page-objects.ts'
import { runFlow, type RunningFlow } from './running-flow.ts'

const sdk = join(repositoryRoot, 'packages', 'sdk')
const folder = mkdtempSync(join(tmpdir(), 'flow-page-'))
let running: RunningFlow

beforeAll(async () => {
  running = await runFlow()
  writeFileSync(join(folder, 'image.jpg'), pageImage)
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await running?.stop()
})

/** What a block takes from those before it, as a page is read from its top. Each may need one further down. */
const earlier = {
  post: "await flow.posts.create({ channelId: process.env.FLOW_CHANNEL_ID, content: 'Page' })",
  channel: "await flow.channels.create({ name: 'Page' })",
  flow: 'new Flow()',
  Flow: `(await import('${join(sdk, 'src', 'index.ts')}')).Flow`,
}

/** The code below those of them that it uses and does not make itself. */
const withEarlier = (code: string): string =>
  Object.entries(earlier).reduce((text, [name, value]) => {
    const isMade = new RegExp(`^(const|import) [^=\n]*\\b${name}\\b`, 'm').test(text)
    const isUsed = new RegExp(`(?<![.\\w'])${name}(?![\\w'])`).test(text)
    return isUsed && !isMade ? `const ${name} = ${value}\n${text}` : text
  }, code)

test('every TypeScript block of the docs runs against a live Flow', { timeout: 300_000 }, async () => {
  const flow = new Flow(running.apiKey, { baseURL: running.baseUrls[0] ?? '' })
  const { apiKey: testKey } = await flow.apiKeys.create({ name: 'Tests', mode: 'test' })
  // The file beside the page, of this shape.
  const { replace } = JSON.parse(readFileSync(join(sdk, 'docs', 'placeholders.json'), 'utf8')) as { replace: Record<string, string> }
  const blocks = blocksToRun('typescript')
  expect(blocks.length).toBeGreaterThan(40)
  for (const [index, { page, code: block }] of blocks.entries()) {
    const objects: Record<string, string> = {
      ...(await createPageObjects(flow)),
      apiKey: running.apiKey,
      baseUrl: running.baseUrls[0] ?? '',
      sdk: join(sdk, 'src', 'index.ts'),
      webhooks: join(sdk, 'src', 'webhooks.ts'),
      nextYear: String(new Date().getFullYear() + 1),
      image: join(folder, 'image.jpg'),
    }
    const filled = Object.entries(replace).map(([placeholder, template]) => [
      placeholder,
      template.replaceAll(/\{(\w+)\}/g, (_, name: string) => objects[name] ?? ''),
    ])
    const file = join(folder, `block-${index}.ts`)
    writeFileSync(file, withEarlier(fillPlaceholders({ code: block, replace: Object.fromEntries(filled) })))
    const run = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', file], {
      env: {
        PATH: process.env['PATH'],
        // The page on testing tells its reader to take a test key.
        FLOW_API_KEY: page.endsWith('/testing.mdx') ? testKey : running.apiKey,
        FLOW_BASE_URL: running.baseUrls[0],
        FLOW_CHANNEL_ID: objects['channel'],
      },
      encoding: 'utf8',
    })
    expect([run.status, run.stderr], `${page}\n${block}`).toEqual([0, ''])
    if (block.includes('Post delivered!')) expect(run.stdout).toContain('Post delivered!')
    // What a page says is printed.
    const [, printed] = block.match(/^console\.log\(.*\) \/\/ (done.*)$/m) ?? []
    if (printed) expect(run.stdout.trim(), block).toBe(printed)
  }
  console.log(`${blocks.length} TypeScript blocks ran`)
})
