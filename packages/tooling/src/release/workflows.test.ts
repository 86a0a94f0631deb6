import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { repositoryRoot } from '../run-step.ts'

type Step = { uses?: string; run?: string; name?: string; env?: Record<string, string> }
type Job = {
  needs?: string
  permissions?: Record<string, string>
  defaults?: { run?: { 'working-directory'?: string } }
  strategy?: { matrix: Record<string, string[]> }
  steps: Step[]
}
type Workflow = { permissions: Record<string, string>; jobs: Record<string, Job> }

const folder = join(repositoryRoot, '.github', 'workflows')
const read = (name: string): Workflow => parse(readFileSync(join(folder, name), 'utf8'), { strict: true, uniqueKeys: true })
// Every package.json here has scripts.
const { scripts } = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8')) as { scripts: Record<string, string> }

describe.each(readdirSync(folder))('%s', (name) => {
  const workflow = read(name)
  const jobs = Object.values(workflow.jobs)
  const steps = jobs.flatMap((job) => job.steps)

  test('may do nothing but read, unless a job says so', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' })
  })

  test('every step uses an action by a pinned version or runs something', () => {
    for (const step of steps) {
      expect([step.uses, step.run].filter(Boolean), JSON.stringify(step)).toHaveLength(1)
      if (step.uses) expect(step.uses).toMatch(/^actions\/[a-z-]+@(v\d+|[\da-f]{40})$/)
    }
    for (const { needs } of jobs) if (needs) expect(Object.keys(workflow.jobs)).toContain(needs)
  })

  test('what it runs is there', () => {
    const commands = steps.flatMap(({ run }) => run ?? []).join('\n')
    for (const [, script = ''] of commands.matchAll(/npm run ([\w:-]+)/g)) expect(Object.keys(scripts)).toContain(script)
    for (const [path] of commands.matchAll(/(?<=^|\s)\.ci\/\w+/g)) expect(existsSync(join(repositoryRoot, path)), path).toBe(true)
    for (const job of jobs) expect(existsSync(join(repositoryRoot, job.defaults?.run?.['working-directory'] ?? '.'))).toBe(true)
  })

  test('nothing that others write is put into a script', () => {
    for (const { run = '' } of steps) expect(run).not.toContain('$' + '{{')
  })
})

test('the release workflow gives every setting that publishing asks for, and keeps no token of npm or PyPI', () => {
  const { version, publish } = read('release.yml').jobs
  const given = Object.keys(publish?.steps.find(({ name }) => name === 'Publish')?.env ?? {}).filter((name) => name.startsWith('FLOW_RELEASE_'))
  const source = readFileSync(join(import.meta.dirname, 'env.ts'), 'utf8')
  const asked = [...new Set(source.match(/FLOW_RELEASE_\w+/g))].filter((name) => !/_TOKEN$|_PROXY_FOLDER$/.test(name))
  expect(given.sort()).toEqual(asked.sort())
  expect(publish?.permissions).toMatchObject({ 'id-token': 'write' })
  expect(version?.permissions).not.toHaveProperty('id-token')
})

test('the Python SDK is tested from the oldest version that it says it supports', () => {
  const tested = read('ci.yml').jobs['python']?.strategy?.matrix['python']
  const [, oldest] = /requires-python = ">=(.+)"/.exec(readFileSync(join(repositoryRoot, 'packages', 'sdk-python', 'pyproject.toml'), 'utf8')) ?? []
  expect(tested).toEqual([oldest, '3.10', '3.11', '3.12', '3.13'])
})
