import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Flow } from '../../../sdk/src/index.ts'
import { repositoryRoot } from '../run-step.ts'
import { findGo } from '../test/find-go.ts'
import { writeGoPage } from './go-page.ts'
import { blocksToRun } from './page-blocks.ts'
import { createPageObjects, pageImage } from './page-objects.ts'
import { runFlow, type RunningFlow } from './running-flow.ts'

const sdk = join(repositoryRoot, 'packages', 'sdk-go')
const go = findGo()
const folder = mkdtempSync(join(tmpdir(), 'flow-go-page-'))
let running: RunningFlow

beforeAll(async () => {
  if ('reason' in go) return
  running = await runFlow()
  writeFileSync(join(folder, 'image.jpg'), pageImage)
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await running?.stop()
})

test('every Go block of the docs runs against a live Flow', { timeout: 300_000 }, async ({ skip }) => {
  if ('reason' in go) return skip(go.reason)
  const flow = new Flow(running.apiKey, { baseURL: running.baseUrls[0] ?? '' })
  // The file beside the page, of this shape.
  const { replace } = JSON.parse(readFileSync(join(sdk, 'docs', 'placeholders.json'), 'utf8')) as { replace: Record<string, string> }
  const blocks = blocksToRun('go').map(({ code }) => code)
  expect(blocks.length).toBeGreaterThan(45)
  const own = { apiKey: running.apiKey, baseUrl: running.baseUrls[0] ?? '', image: join(folder, 'image.jpg') }
  const commands = writeGoPage({ folder, sdk, blocks, replace })
  const built = spawnSync(go.command, ['build', '-o', 'bin/', './...'], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, GOFLAGS: '-mod=mod', GOWORK: 'off' },
  })
  expect([built.status, built.stderr]).toEqual([0, ''])

  for (const [index, [program = '', ...args]] of commands.entries()) {
    const block = blocks[index] ?? ''
    const values = Object.entries({ ...(await createPageObjects(flow)), ...own }).map(([name, value]) => [`PAGE_${name}`, value])
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
