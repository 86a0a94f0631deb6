import { randomUUID } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import { poolConfigOf, schemaOf } from './postgres-url.mjs'

const charOid = 18
const bpcharOid = 1042

/** What the engine asks for: PrismaPg, with three of its faults worked around (7.10.0). */
export function createAdapterFactory(url) {
  const stock = new PrismaPg(poolConfigOf(url), { schema: schemaOf(url) })
  return {
    provider: stock.provider,
    adapterName: stock.adapterName,
    connect: async () => mended(await stock.connect()),
    connectToShadowDb: () => connectToShadowDatabase({ url, stock }),
  }
}

// The stock version drops the shadow database before closing its own pool, so every replay fails and leaves a database.
async function connectToShadowDatabase({ url, stock }) {
  const admin = await stock.connect()
  const database = `prisma_migrate_shadow_db_${randomUUID()}`
  await admin.executeScript(`CREATE DATABASE "${database}"`)
  const shadow = await new PrismaPg({ ...poolConfigOf(url), database }).connect()
  const dispose = shadow.dispose.bind(shadow)
  shadow.dispose = async () => {
    await dispose()
    await admin.executeScript(`DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`)
    await admin.dispose()
  }
  return mended(shadow)
}

const mended = (adapter) => wholeScripts(charAware(adapter))

// The stock version cuts scripts at every semicolon, also within a function's body or a string.
function wholeScripts(adapter) {
  adapter.executeScript = async (script) => {
    await adapter
      .underlyingDriver()
      .query(script)
      .catch((error) => adapter.onError(error))
  }
  return adapter
}

// Catalog queries return "char" (oid 18), which adapter-pg can't map; the engine wants ColumnTypeEnum.Character.
function charAware(adapter) {
  const prototype = Object.getPrototypeOf(Object.getPrototypeOf(adapter)) // PgQueryable, shared with transactions
  if (prototype.isCharAware) return adapter
  prototype.isCharAware = true
  const { queryRaw } = prototype
  prototype.queryRaw = async function (query) {
    let isChar = []
    const performIO = async (...args) => {
      const result = await this.performIO(...args)
      isChar = result.fields.map((field) => field.dataTypeID === charOid)
      const fields = result.fields.map((field, index) => (isChar[index] ? { name: field.name, dataTypeID: bpcharOid } : field))
      return { ...result, rows: result.rows, fields }
    }
    const answer = await queryRaw.call(Object.create(this, { performIO: { value: performIO } }), query)
    isChar.forEach((is, index) => {
      if (is) answer.columnTypes[index] = ColumnTypeEnum.Character
    })
    return answer
  }
  return adapter
}
