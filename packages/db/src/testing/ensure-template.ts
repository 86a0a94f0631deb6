import type pg from 'pg'
import { dropDatabase } from './drop-database.ts'
import { databaseUrlOf } from './on-server.ts'

const lock = "hashtext('flow test template')"

/** Makes the template database unless it is there. It gets its name last, so a half filled one is never cloned. */
export async function ensureTemplate({
  client,
  serverUrl,
  template,
  fill,
}: {
  client: pg.Client
  serverUrl: string
  template: string
  fill: (url: string) => Promise<void>
}): Promise<void> {
  if (await exists({ client, template })) return
  await client.query(`select pg_advisory_lock(${lock})`)
  try {
    if (await exists({ client, template })) return
    await dropOutdated(client)
    const draft = 'flow_template_draft'
    await dropDatabase({ client, name: draft })
    await client.query(`create database ${draft}`)
    await fill(databaseUrlOf({ serverUrl, name: draft }))
    await client.query(`comment on database ${draft} is '${new Date().toISOString()}'`)
    await client.query(`alter database ${draft} rename to ${template}`)
  } finally {
    await client.query(`select pg_advisory_unlock(${lock})`)
  }
}

async function exists({ client, template }: { client: pg.Client; template: string }): Promise<boolean> {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [template])
  return rowCount === 1
}

/** Templates made over a day ago. One that is still wanted is made again; without `force`, one in use stays. */
async function dropOutdated(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    String.raw`select datname as name from pg_database
      where datname like 'flow\_template\_%' and shobj_description(oid, 'pg_database')::timestamptz < now() - interval '1 day'`,
  )
  for (const { name } of rows) {
    await client.query(`drop database if exists ${client.escapeIdentifier(name)}`).catch(() => undefined)
  }
}
