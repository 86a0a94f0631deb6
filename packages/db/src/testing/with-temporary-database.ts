import { randomUUID } from 'node:crypto'
import { dropDatabase } from './drop-database.ts'
import { databaseUrlOf, onServer } from './on-server.ts'

/** An empty database for the time of `run`. */
export async function withTemporaryDatabase<Result>({ serverUrl, run }: { serverUrl: string; run: (url: string) => Promise<Result> }): Promise<Result> {
  const name = `flow_temporary_${randomUUID().replaceAll('-', '')}`
  await onServer({ serverUrl, run: (client) => client.query(`create database ${name}`) })
  try {
    return await run(databaseUrlOf({ serverUrl, name }))
  } finally {
    await onServer({ serverUrl, run: (client) => dropDatabase({ client, name }) })
  }
}
