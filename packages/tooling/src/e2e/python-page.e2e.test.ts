import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { repositoryRoot } from '../run-step.ts'
import { runFlow, type RunningFlow } from './running-flow.ts'

const sdk = join(repositoryRoot, 'packages', 'sdk-python')
const python = join(sdk, '.venv', 'bin', 'python')
let flow: RunningFlow

beforeAll(async () => {
  flow = await runFlow()
})
afterAll(() => flow?.stop())

test('every statement of the published Python page runs against a live Flow', { timeout: 180_000 }, ({ skip }) => {
  if (!existsSync(python)) skip('the Python environment is missing: no Python with venv was found')
  const run = spawnSync(python, [join(sdk, 'tests', 'run_page.py')], {
    env: { PATH: process.env['PATH'], FLOW_API_KEY: flow.apiKey, FLOW_BASE_URL: flow.baseUrls[0] },
    encoding: 'utf8',
  })
  expect(run.stderr).toBe('')
  const page = readFileSync(join(sdk, 'docs', 'python-sdk-page.md'), 'utf8')
  const blocks = page.match(/^```python$/gm)?.length
  expect(run.stdout).toContain(`${blocks} blocks ran`)
  expect(run.stdout).toContain('Post delivered!')
})
