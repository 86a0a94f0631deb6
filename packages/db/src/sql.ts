import { hash } from 'node:crypto'
import type { Sql } from '@prisma/client/runtime/client'
import type { Pool, PoolClient } from 'pg'
import { Prisma } from './generated/prisma/client.ts'

export const { sql, join, empty, raw } = Prisma
export type { Sql }

/** Runs SQL on the pool, or within one transaction. Rows come back with camelCase names. */
export type SqlRunner = {
  query: <Row>(statement: Sql) => Promise<Row[]>
  /** How many rows a statement changed. */
  execute: (statement: Sql) => Promise<number>
  /** Commits when `run` resolves, rolls back when it throws. Within a transaction it is a savepoint. */
  transaction: <Result>(run: (tx: SqlRunner) => Promise<Result>) => Promise<Result>
  /** As `transaction`, but within one it is simply a part of it: for work whose failure fails the whole. */
  joined: <Result>(run: (tx: SqlRunner) => Promise<Result>) => Promise<Result>
  /** For libraries that bring their own text and parameters; names are left as they are. */
  executeSql: (text: string, values?: unknown[]) => Promise<{ rows: Record<string, unknown>[] }>
}

type Querier = Pick<Pool | PoolClient, 'query'>

export function createPoolRunner(pool: Pool): SqlRunner {
  const transaction: SqlRunner['transaction'] = async (run) => {
    const client = await pool.connect()
    let failure: Error | undefined
    try {
      await client.query('BEGIN')
      const result = await run(createTransactionRunner({ client, depth: 0 }))
      await client.query('COMMIT')
      return result
    } catch (error) {
      // A connection that can't even roll back is thrown away, so that the pool never hands out an open transaction.
      await client.query('ROLLBACK').catch((rollbackError: Error) => {
        failure = rollbackError
      })
      throw error
    } finally {
      client.release(failure)
    }
  }
  return { ...statements(pool), transaction, joined: transaction }
}

function createTransactionRunner({ client, depth }: { client: PoolClient; depth: number }): SqlRunner {
  const runner: SqlRunner = {
    ...statements(client),
    joined: (run) => run(runner),
    transaction: async (run) => {
      const savepoint = `flow_${depth}`
      await client.query(`SAVEPOINT ${savepoint}`)
      try {
        const result = await run(createTransactionRunner({ client, depth: depth + 1 }))
        await client.query(`RELEASE SAVEPOINT ${savepoint}`)
        return result
      } catch (error) {
        await client.query(`ROLLBACK TO SAVEPOINT ${savepoint}`)
        throw error
      }
    },
  }
  return runner
}

/** What is asked for often is parsed once a connection, as JDBC's driver does. The caps keep texts of varying length from filling memory, here and in PostgreSQL. */
const preparedFrom = 5
const mostPrepared = 200
const mostCounted = 2_000
const uses = new Map<string, number>()
const names = new Map<string, string>()

function nameOf(text: string): { name?: string } {
  const known = names.get(text)
  if (known !== undefined) return { name: known }
  if (names.size >= mostPrepared) return {}
  const count = (uses.get(text) ?? 0) + 1
  if (count > preparedFrom) {
    uses.delete(text)
    names.set(text, `flow_${hash('sha1', text)}`)
  } else if (uses.size < mostCounted || uses.has(text)) uses.set(text, count)
  return {}
}

function statements(querier: Querier): Omit<SqlRunner, 'transaction' | 'joined'> {
  return {
    query: async <Row>(statement: Sql) => {
      const result = await querier.query({ ...nameOf(statement.text), text: statement.text, values: statement.values })
      const names = result.fields.map((field) => [field.name, toCamelCase(field.name)] as const)
      // The caller states the row type of its own statement.
      return result.rows.map((row) => Object.fromEntries(names.map(([from, to]) => [to, row[from]]))) as Row[]
    },
    execute: async (statement) => (await querier.query({ ...nameOf(statement.text), text: statement.text, values: statement.values })).rowCount ?? 0,
    executeSql: async (text, values) => {
      // Text of several statements brings a result for each, which pg's types do not say.
      const results = [await querier.query(text, values)].flat() as { rows: Record<string, unknown>[] }[]
      return { rows: results.flatMap((result) => result.rows) }
    },
  }
}

const toCamelCase = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
