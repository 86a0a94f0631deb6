import pg from 'pg'
import { poolConfigOf } from './postgres-url.mjs'

const prismaCodes = { '3D000': 'P1003', '28P01': 'P1000' }

export async function ensureReachable(url) {
  const config = poolConfigOf(url)
  const client = new pg.Client(config)
  try {
    await client.connect()
  } catch (error) {
    const code = prismaCodes[error.code] ?? 'P1001'
    const message = code === 'P1003' ? `Database \`${config.database}\` does not exist` : `Can't use the database server: ${error.message}`
    throw Object.assign(new Error(message), { code })
  }
  await client.end()
  return {}
}

export const createDatabase = (url) =>
  besideDatabase(url, async (client, name) => {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name])
    if (!rowCount) await client.query(`create database ${client.escapeIdentifier(name)}`)
    return { databaseName: name }
  })

export const dropDatabase = (url) =>
  besideDatabase(url, (client, name) => client.query(`drop database if exists ${client.escapeIdentifier(name)} with (force)`))

async function besideDatabase(url, run) {
  const config = poolConfigOf(url)
  const client = new pg.Client({ ...config, database: 'postgres' })
  await client.connect()
  try {
    return await run(client, config.database)
  } finally {
    await client.end()
  }
}
