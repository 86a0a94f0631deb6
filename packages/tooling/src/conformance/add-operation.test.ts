import { execFileSync, spawnSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { copyRepository } from './copy-repository.ts'
import { listSurfaces } from './list-surfaces.ts'
import { addOperation } from './new-operation.ts'
import { runDriver } from './run-driver.ts'
import { sdkDrivers } from './sdk-drivers.ts'
import { surfaces } from './surface-exceptions.ts'
import { surfaceNames } from './surface-names.ts'

const operationId = 'inviteWorkspaceMember'
const names = surfaceNames({ operationId, tag: 'workspaces', group: 'workspaces', method: 'inviteMember' })
let copy: Awaited<ReturnType<typeof copyRepository>>

const generate = (...args: string[]) => spawnSync(process.execPath, ['packages/codegen/src/generate.ts', ...args], { cwd: copy.root, encoding: 'utf8' })

beforeAll(async () => {
  copy = await copyRepository()
  await addOperation(copy.root)
})
afterAll(() => copy?.remove())

test('one operation more in openapi/, and pnpm generate has it in the SDKs, the CLI, MCP and the docs', () => {
  const before = listSurfaces(copy.root)
  const runnable = surfaces.filter((surface) => before[surface] !== undefined && surface !== 'docs')
  expect(runnable.filter((surface) => before[surface]?.has(names[surface]))).toEqual([])
  expect(generate()).toMatchObject({ stderr: '', status: 0 })
  expect(generate('--check')).toMatchObject({ stderr: '', status: 0 })
  const after = listSurfaces(copy.root)
  expect([...runnable, 'docs' as const].filter((surface) => !after[surface]?.has(names[surface]))).toEqual([])
  expect(after.docs).toContain(`listed ${names.docs}`)
})

test.for(['TypeScript', 'Python', 'Go'])('%s sends it and reads its answer as the spec says', async (language, { skip }) => {
  const driver = sdkDrivers(copy.root).find((each) => each.language === language)
  if (!driver || driver.missing) return skip(`${driver?.missing}`)
  const { code, output, verdicts } = await runDriver({ driver, tag: operationId, root: copy.root })
  expect(code, output).toBe(0)
  for (const verdict of verdicts) expect(verdict).toMatchObject({ name: `operation ${operationId}`, problems: [] })
  expect(verdicts.length).toBeGreaterThan(0)
})

test('its TypeScript types hold a caller to it', async () => {
  const folder = join(copy.root, 'packages', 'sdk')
  const sample = `import { Flow } from './flow.ts'\n
export const invitation: Promise<string> = new Flow('key').workspaces.inviteMember('ws_1', { emailAddress: 'ada@example.com' }).then(({ expiresAt }) => expiresAt)
// @ts-expect-error the address is required
export const refused = new Flow('key').workspaces.inviteMember('ws_1', {})\n`
  await writeFile(join(folder, 'src', 'sample.ts'), sample)
  const { stdout, status } = spawnSync(join(copy.root, 'node_modules', '.bin', 'tsc'), ['--noEmit', '-p', '.'], { cwd: folder, encoding: 'utf8' })
  expect(stdout).toBe('')
  expect(status).toBe(0)
})

test('the command line teaches it', () => {
  const help = (...words: string[]) => execFileSync(process.execPath, ['packages/cli/src/main.ts', ...words, '--help'], { cwd: copy.root, encoding: 'utf8' })
  expect(help()).toContain('Who works together')
  expect(help('workspaces')).toContain('invite-member')
  expect(help('workspaces', 'invite-member')).toContain('--email-address')
})
