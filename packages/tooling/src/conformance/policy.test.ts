import { spawnSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { copyRepository } from './copy-repository.ts'
import { runDriver } from './run-driver.ts'
import { sdkDrivers } from './sdk-drivers.ts'

let copy: Awaited<ReturnType<typeof copyRepository>>

beforeAll(async () => {
  copy = await copyRepository()
  const path = join(copy.root, 'packages', 'codegen', 'src', 'sdk', 'policy.json')
  const policy = JSON.parse(await readFile(path, 'utf8')) as { retryStatuses: number[]; retryCodes: string[] }
  const retryStatuses = policy.retryStatuses.filter((status) => status !== 503)
  await writeFile(path, JSON.stringify({ ...policy, retryStatuses, retryCodes: [] }))
  const generated = spawnSync(process.execPath, ['packages/codegen/src/generate.ts'], { cwd: copy.root, encoding: 'utf8' })
  expect(generated).toMatchObject({ stderr: '', status: 0 })
})
afterAll(() => copy?.remove())

const runs = { TypeScript: ['typescript'], Python: ['python', 'python-async'], Go: ['go'] }

test.for(Object.entries(runs))('with two rules less in the policy file, the vectors of just those rules fail in %s', async ([language, names], { skip }) => {
  const driver = sdkDrivers(copy.root).find((each) => each.language === language)
  if (!driver || driver.missing) return skip(`${driver?.missing}`)
  const { code, verdicts, output } = await runDriver({ driver, tag: 'retry-rule', root: copy.root })
  expect(code, output).not.toBe(0)
  expect([...new Set(verdicts.map(({ run }) => run))]).toEqual(names)
  for (const name of names) {
    const own = verdicts.filter(({ run }) => run === name)
    expect(own).toHaveLength(7)
    expect(own.filter(({ problems }) => problems.length > 0).map((verdict) => verdict.name)).toEqual([
      '503 is tried again',
      '409 IDEMPOTENCY_IN_PROGRESS is tried again with the same key',
    ])
  }
})
