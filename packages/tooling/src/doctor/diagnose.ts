import type { SqlRunner } from '@flow/db'
import { checkConnections } from './checks/check-connections.ts'
import { checkDatabase } from './checks/check-database.ts'
import { checkMasterKey, checkSealed } from './checks/check-master-key.ts'
import { checkMigrations } from './checks/check-migrations.ts'
import { checkNetworks } from './checks/check-networks.ts'
import { checkPorts } from './checks/check-ports.ts'
import { checkPublishing } from './checks/check-publishing.ts'
import { checkRedis } from './checks/check-redis.ts'
import { checkS3 } from './checks/check-s3.ts'
import { checkSettings } from './checks/check-settings.ts'
import { checkStateDir } from './checks/check-state-dir.ts'
import { checkTools } from './checks/check-tools.ts'
import { checkWebhooks } from './checks/check-webhooks.ts'
import { fault, skipped, type Finding } from './finding.ts'
import { readSetup, type Setup, type Source } from './read-setup.ts'
import { withDatabase } from './with-database.ts'

type Named = [name: string, check: () => Finding[] | Promise<Finding[]>]

/** Looks at a whole set-up. It changes nothing and waits for nothing longer than a few seconds. */
export async function diagnose({ source, now = new Date() }: { source: Source; now?: Date }): Promise<Finding[]> {
  const tools = await run([['tools', checkTools]])
  let setup: Setup
  try {
    setup = await readSetup(source)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return [...tools, fault('settings', { message, remedy: 'Correct or remove this setting; what hangs on it was not looked at.' })]
  }
  const local = await run([
    ['settings', () => checkSettings(setup)],
    ['state folder', () => checkStateDir(setup)],
    ['master key', () => checkMasterKey(setup)],
    ['ports', () => checkPorts(setup)],
    ['S3', () => checkS3(setup)],
    ['Redis', () => checkRedis(setup)],
  ])
  const { result, findings } = await withDatabase({ setup, look: (db) => lookInside({ setup, db, now }) })
  return [...tools, ...local, ...findings, ...result]
}

async function lookInside({ setup, db, now }: { setup: Setup; db: SqlRunner | undefined; now: Date }): Promise<Finding[]> {
  const networks: Named = ['networks', () => checkNetworks({ setup, db: undefined, now })]
  const unread = skipped('workers, posts, connections, webhooks', 'the database could not be read, as said above')
  if (!db) return [unread, ...(await run([networks]))]
  const server = await run([['database', () => checkDatabase(db)]])
  const { findings, isReadable } = await checkMigrations(db)
  if (!isReadable) return [...server, ...findings, unread, ...(await run([networks]))]
  const inside = await run([
    ['sealed values', () => checkSealed({ setup, db })],
    ['publishing', () => checkPublishing(db)],
    ['connections', () => checkConnections(db)],
    ['webhooks', () => checkWebhooks(db)],
    ['networks', () => checkNetworks({ setup, db, now })],
  ])
  return [...server, ...findings, ...inside]
}

/** A check that itself breaks is a fault like any other. */
async function run(checks: readonly Named[]): Promise<Finding[]> {
  const outcomes = checks.map(async ([name, check]): Promise<Finding[]> => {
    try {
      return await check()
    } catch (error) {
      const message = `could not be looked at: ${error instanceof Error ? error.message : String(error)}`
      return [fault(name, { message, remedy: 'Mend what the message says, then ask again.' })]
    }
  })
  return (await Promise.all(outcomes)).flat()
}
