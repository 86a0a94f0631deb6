import { authenticateApiKey, createApiKey, createChannel, createWorkspace, issueSetupToken, systemContext } from '@flow/core'
import { openDatabase, sql, type TransactionRunner } from '@flow/db'
import { migrate } from '@flow/db/migrate'
import { readEnv } from '../env.ts'

/**
 * Readies a database for its first use: migrations, a workspace, the channel "Hello", a key for the quick start
 * and, while the workspace has no members, the token of the owner's one-time link.
 * Prints one line of JSON. What FLOW_API_KEY and FLOW_CHANNEL_ID name is kept while it is good.
 */
const env = readEnv()
await migrate({ url: env.DATABASE_URL, onProgress: (message) => console.error(message) })
const database = openDatabase({ url: env.DATABASE_URL, poolSize: 2, applicationName: 'flow-setup', onError: (error) => console.error(error.message) })
console.log(
  JSON.stringify(
    await database.sql.transaction((tx) =>
      prepare({ tx, known: { apiKey: env.FLOW_KNOWN_API_KEY || undefined, channelId: env.FLOW_KNOWN_CHANNEL_ID || undefined } }),
    ),
  ),
)
await database.close()

async function prepare({
  tx,
  known,
}: {
  tx: TransactionRunner
  known: { apiKey: string | undefined; channelId: string | undefined }
}): Promise<{ apiKey: string; channelId: string; setupToken: string | null; isNew: boolean }> {
  await tx.query(sql`select pg_advisory_xact_lock(hashtextextended('flow:first-workspace', 0))`)
  const [first] = await tx.query<{ id: string }>(sql`select id from workspace order by created_at, id limit 1`)
  const workspaceId = first?.id ?? (await createWorkspace({ db: tx, name: 'My workspace' })).workspaceId
  const ctx = systemContext({ sql: tx, workspaceId, publicUrl: env.FLOW_PUBLIC_URL, name: 'first-start' })
  const channelId =
    (await findChannelId({ tx, workspaceId, channelId: known.channelId })) ??
    (await createChannel({ ctx, body: { name: 'Hello', color: '#3B82F6', timezone: 'UTC', feedEnabled: true } })).id
  const isGood =
    known.apiKey !== undefined &&
    (await authenticateApiKey({ db: tx, apiKey: known.apiKey, now: new Date() }).then(
      (key) => key.workspaceId === workspaceId,
      () => false,
    ))
  const apiKey = isGood && known.apiKey ? known.apiKey : (await createApiKey({ ctx, body: { name: 'Quick start' } })).apiKey
  const setupToken = (await hasMembers({ tx, workspaceId })) ? null : await issueSetupToken({ db: tx, workspaceId })
  return { apiKey, channelId, setupToken, isNew: !first }
}

async function hasMembers({ tx, workspaceId }: { tx: TransactionRunner; workspaceId: string }): Promise<boolean> {
  return (await tx.query(sql`select 1 from member where organization_id = ${workspaceId} limit 1`)).length > 0
}

async function findChannelId({
  tx,
  workspaceId,
  channelId,
}: {
  tx: TransactionRunner
  workspaceId: string
  channelId: string | undefined
}): Promise<string | undefined> {
  const [found] = await tx.query<{ id: string }>(sql`
    select id from channel where workspace_id = ${workspaceId} and mode = 'live' and deleted_at is null and (${channelId ?? null}::text is null or id = ${channelId ?? null})
    order by created_at limit 1`)
  return found?.id
}
