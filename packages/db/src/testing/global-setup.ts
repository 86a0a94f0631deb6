import type { TestProject } from 'vitest/node'
import { startThrowAwayServer } from './start-throw-away-server.ts'

/** vitest globalSetup: one PostgreSQL a run, or the one FLOW_TEST_DATABASE_URL names. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const givenUrl = process.env['FLOW_TEST_DATABASE_URL']
  if (givenUrl !== undefined && givenUrl !== '') {
    project.provide('databaseServerUrl', givenUrl)
    return async () => undefined
  }
  const { url, dispose } = await startThrowAwayServer()
  project.provide('databaseServerUrl', url)
  return dispose
}
