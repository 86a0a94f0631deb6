import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { repositoryRoot } from '../run-step.ts'
import { blocksToRun } from './page-blocks.ts'
import { runFlow, type RunningFlow } from './running-flow.ts'

const sdk = join(repositoryRoot, 'packages', 'sdk-python')
const python = join(sdk, '.venv', 'bin', 'python')
let flow: RunningFlow

beforeAll(async () => {
  flow = await runFlow()
})
afterAll(() => flow?.stop())

test('every Python block of the docs runs against a live Flow', { timeout: 180_000 }, ({ skip }) => {
  if (!existsSync(python)) skip('the Python environment is missing: no Python with venv was found')
  const blocks = blocksToRun('python')
  expect(blocks.length).toBeGreaterThan(40)
  const pages = [...new Set(blocks.map(({ page }) => join(repositoryRoot, page)))]
  const run = spawnSync(python, [join(sdk, 'tests', 'run_page.py'), ...pages], {
    env: { PATH: process.env['PATH'], FLOW_API_KEY: flow.apiKey, FLOW_BASE_URL: flow.baseUrls[0], FLOW_CHANNEL_ID: flow.channelId },
    encoding: 'utf8',
  })
  // The page that turns on the debug log writes it here, and nothing else may be written.
  expect(run.stderr.split('\n').filter((line) => line !== '' && !line.startsWith('DEBUG:flow_sdk:attempt '))).toEqual([])
  expect(run.stdout).toContain(`${blocks.length} blocks ran`)
  expect(run.stdout).toContain('Post delivered!')
})
