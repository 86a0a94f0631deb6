import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findOwnDatabase } from '@flow/db/embedded'
import { readStartEnv, type StartEnv } from '../start/env.ts'

export type Source = Readonly<Record<string, string | undefined>>

/** A set-up as `npm start` or single apps would find it. Nothing is made by looking. */
export type Setup = {
  start: StartEnv
  /** The settings as the apps get them. */
  source: Source
  databaseUrl: string | undefined
  isOwnDatabase: boolean
  masterKey: { text: string; path: string | undefined } | undefined
}

/** @throws Error that names the setting of the launcher that is wrong */
export async function readSetup(given: Source): Promise<Setup> {
  // A setting that is empty is one that is not set.
  const source = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined && value !== ''))
  const start = readStartEnv(source)
  const { stateDir, urls } = start
  const databaseUrl = start.databaseUrl ?? (await findOwnDatabase({ stateDir, port: start.ports.postgres }))
  const masterKey = start.masterKey ? { text: start.masterKey, path: undefined } : await readKeyFile(join(stateDir, 'master.key'))
  return {
    start,
    databaseUrl,
    isOwnDatabase: start.databaseUrl === undefined,
    masterKey,
    source: {
      ...source,
      FLOW_STATE_DIR: stateDir,
      FLOW_PUBLIC_URL: urls.api,
      FLOW_DASHBOARD_URL: urls.dashboard,
      ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
      ...(masterKey === undefined ? {} : { FLOW_MASTER_KEY: masterKey.text }),
    },
  }
}

async function readKeyFile(path: string): Promise<Setup['masterKey']> {
  const text = await readFile(path, 'utf8').catch(() => undefined)
  return text === undefined ? undefined : { text: text.trim(), path }
}
