import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '../embedded/index.ts'

const settings = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_connections: '300' }

/** One throw-away PostgreSQL for a whole test run, or the one that FLOW_TEST_DATABASE_URL names. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['FLOW_TEST_DATABASE_URL']
  if (given) {
    project.provide('databaseServerUrl', given)
    return async () => undefined
  }
  const stateDir = await mkdtemp(join(tmpdir(), 'flow-test-'))
  const server = await startEmbeddedPostgres({ stateDir, port: await freePort(), settings, onProgress: () => undefined })
  project.provide('databaseServerUrl', server.adminUrl)
  return async () => {
    await server.stop()
    await rm(stateDir, { recursive: true, force: true })
  }
}

// Below 32768, where no outgoing connection takes it meanwhile.
async function freePort(): Promise<number> {
  for (let tries = 0; tries < 50; tries++) {
    const port = 20_000 + Math.floor(Math.random() * 10_000)
    if (await isFree(port)) return port
  }
  throw new Error('no free port between 20000 and 30000')
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
