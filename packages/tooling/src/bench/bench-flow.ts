import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '@flow/db/embedded'
import pg from 'pg'
import { freePort, runFlow, type RunningFlow } from '../e2e/running-flow.ts'

/** A Flow of one API process, limits set high and no worker, on an embedded PostgreSQL with the settings of npm start, durable writes among them. */
export async function withBenchFlow(
  { env = {} }: { env?: Record<string, string> },
  run: (bench: { flow: RunningFlow; client: pg.Client; workspaceId: string; stateDir: string }) => Promise<void>,
): Promise<void> {
  const stateDir = await mkdtemp(join(tmpdir(), 'flow-bench-'))
  const server = await startEmbeddedPostgres({ stateDir, port: await freePort(), onProgress: () => undefined })
  try {
    const limits = {
      FLOW_RATE_LIMIT_GENERAL: '9000000',
      FLOW_RATE_LIMIT_WEBHOOKS: '9000000',
      FLOW_RATE_LIMIT_API_KEYS: '9000000',
      FLOW_RATE_LIMIT_ADDRESS: '9000000',
    }
    const flow = await runFlow({ workers: 0, isHeldToSpec: false, serverUrl: server.url, env: { ...limits, ...env } })
    const client = new pg.Client({ connectionString: flow.databaseUrl })
    await client.connect()
    try {
      const { rows } = await client.query<{ id: string }>('select workspace_id as id from channel where id = $1', [flow.channelId])
      if (!rows[0]) throw new Error('the first channel is missing')
      await run({ flow, client, workspaceId: rows[0].id, stateDir })
    } finally {
      await client.end()
      await flow.stop()
    }
  } finally {
    await server.stop()
    await rm(stateDir, { recursive: true, force: true })
  }
}
