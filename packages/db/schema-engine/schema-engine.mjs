#!/usr/bin/env node
// Prisma's CLI downloads a native schema engine, which an offline machine can't have. This speaks that engine's JSON-RPC
// (stdin/stdout, one JSON a line) on top of @prisma/schema-engine-wasm, the same engine from npm.
// Point PRISMA_SCHEMA_ENGINE_BINARY at it. An internal protocol: Prisma is pinned, and check-drift.db.test.ts guards it.
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import readline from 'node:readline'
import { parseArgs } from 'node:util'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import { createAdapterFactory } from './adapter-factory.mjs'
import { createDatabase, dropDatabase, ensureReachable } from './database-commands.mjs'
import { engineVersion, loadEngine, panicMessage } from './load-engine.mjs'

let currentId = null
const send = (message) => process.stdout.write(`${JSON.stringify(message)}\n`)
const failureOf = (error, message) => ({ is_panic: false, message, error_code: error?.code ?? null, meta: null })

// A Rust panic lands here. Without an answer the engine would die mid-request and the CLI exit 0 with no output.
function die(error) {
  const message = `schema-engine-wasm: ${panicMessage() || error?.stack || error}`
  const answer = { jsonrpc: '2.0', id: currentId, error: { code: 4466, message: 'panic', data: failureOf(null, message) } }
  process.stdout.write(`${JSON.stringify(answer)}\n`, () => process.exit(1))
}
process.on('uncaughtException', die).on('unhandledRejection', die)

const { values, positionals } = parseArgs({
  strict: false,
  allowPositionals: true,
  options: { datamodels: { type: 'string', multiple: true }, datasource: { type: 'string' }, version: { type: 'boolean' } },
})
const url = JSON.parse(values.datasource ?? '{}').url ?? process.env.DATABASE_URL

if (values.version) console.log(`schema-engine-cli ${engineVersion()}`)
else if (positionals[0] === 'cli') await runCommand(positionals[1])
else serve()

async function runCommand(name) {
  try {
    if (name === 'can-connect-to-database') {
      await ensureReachable(url)
      console.log('Connection successful')
    } else if (name === 'create-database') {
      const { databaseName } = await createDatabase(url)
      console.log(`Database '${databaseName}' was successfully created.`)
    } else if (name === 'drop-database') {
      await dropDatabase(url)
      console.log('The database was successfully dropped.')
    } else throw new Error(`unknown subcommand ${name}`)
  } catch (error) {
    // The CLI reads the engine's failures as log lines, the last one on stderr.
    const line = { target: 'schema_engine::logger', timestamp: new Date().toISOString(), level: 'ERROR', fields: failureOf(error, error.message) }
    process.stderr.write(`\n${JSON.stringify(line)}`)
    process.exitCode = 1
  }
}

function serve() {
  const datamodels = (values.datamodels ?? []).map((path) => [path, readFileSync(resolve(path), 'utf8')])
  let started
  const engine = () => (started ??= startEngine(datamodels))
  let prints = 0
  let waiting = 0
  let isClosed = false
  let queue = Promise.resolve()

  const answers = {
    createDatabase: () => createDatabase(url),
    ensureConnectionValidity: () => ensureReachable(url),
    getDatabaseVersion: async (params) => (await engine()).version(params),
    diff: async (params) => {
      const { exitCode, stdout } = await (await engine()).diff(params)
      if (stdout) send({ jsonrpc: '2.0', id: `print-${++prints}`, method: 'print', params: { content: stdout } })
      return { exitCode, stdout: null }
    },
  }
  async function answer({ id, method, params }) {
    currentId = id
    try {
      const result = method in answers ? await answers[method](params) : await (await engine())[method](params)
      send({ jsonrpc: '2.0', id, result: result ?? {} })
    } catch (error) {
      const data = failureOf(error, error?.message ?? String(error))
      send({ jsonrpc: '2.0', id, error: { code: 4466, message: 'An error happened. Check the data field for details.', data } })
    } finally {
      waiting -= 1
      exitWhenDone()
    }
  }
  const exitWhenDone = () => {
    if (isClosed && waiting === 0) process.stdout.write('', () => process.exit(0))
  }
  readline
    .createInterface({ input: process.stdin })
    .on('line', (line) => {
      const request = JSON.parse(line)
      if (request.method === undefined) return // the CLI's answer to our `print`
      waiting += 1
      queue = queue.then(() => answer(request))
    })
    .on('close', () => {
      isClosed = true
      exitWhenDone()
    })
}

async function startEngine(datamodels) {
  const SchemaEngine = await loadEngine()
  const factory = bindMigrationAwareSqlAdapterFactory(createAdapterFactory(url))
  return SchemaEngine.new({ datamodels: datamodels.length > 0 ? datamodels : undefined }, () => {}, factory)
}
