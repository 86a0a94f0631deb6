import { hash } from 'node:crypto'
import type { Sql } from '@prisma/client/runtime/client'
import type { Pool, PoolClient, QueryResult } from 'pg'
import { Prisma } from './generated/prisma/client.ts'
import { openPipeline, type HeldStatement, type Pipeline } from './pipeline.ts'

export const { sql, join, empty, raw } = Prisma
export type { Sql }

/** Runs SQL on the pool, or within one transaction. Rows come back with camelCase names. */
export type SqlRunner = {
  query: <Row>(statement: Sql) => Promise<Row[]>
  /** How many rows a statement changed. */
  execute: (statement: Sql) => Promise<number>
  /** Commits when `run` resolves, rolls back when it throws. Within a transaction it is a savepoint. */
  transaction: <Result>(run: (tx: TransactionRunner) => Promise<Result>) => Promise<Result>
  /** As `transaction`, but within one it is simply a part of it: for work whose failure fails the whole. */
  joined: <Result>(run: (tx: TransactionRunner) => Promise<Result>) => Promise<Result>
  /** For libraries that bring their own text and parameters; names are left as they are. */
  executeSql: (text: string, values?: unknown[]) => Promise<{ rows: Record<string, unknown>[] }>
}

export type TransactionRunner = SqlRunner & {
  /**
   * A write whose result nobody asks for. It goes out, in its order, with the next statement or the commit, in one packet and without a wait
   * of its own; its failure fails the transaction.
   * @param toError what its failure means to the caller; omitted, the database's error is thrown as it is
   */
  defer: (statement: Sql, toError?: (error: unknown) => unknown) => void
  /** A question that goes out with the next statement as well: its answer comes by then, or after `release`. */
  ahead: <Row>(statement: Sql) => Promise<Row[]>
  /** Sends what was asked ahead and has not gone out yet. */
  release: () => void
}

type Querier = Pick<Pool | PoolClient, 'query'>

export function createPoolRunner(pool: Pool): SqlRunner {
  const transaction: SqlRunner['transaction'] = async (run) => {
    const client = await pool.connect()
    let failure: Error | undefined
    const pipeline = openPipeline(client)
    try {
      pipeline.hold({ text: 'BEGIN' })
      const result = await run(createTransactionRunner({ pipeline, depth: 0 }))
      await pipeline.commit()
      return result
    } catch (error) {
      // A connection that can't even roll back is thrown away, so that the pool never hands out an open transaction.
      const cause = await pipeline.undo('ROLLBACK').catch((rollbackError: Error) => {
        failure = rollbackError
      })
      throw cause ?? error
    } finally {
      client.release(failure)
    }
  }
  return { ...statements(pool), transaction, joined: transaction }
}

function createTransactionRunner({ pipeline, depth }: { pipeline: Pipeline; depth: number }): TransactionRunner {
  const runner: TransactionRunner = {
    ...statements(pipeline),
    defer: (statement, toError) => pipeline.hold(toConfig(statement), toError),
    ahead: async (statement) => toRows(await pipeline.ahead(toConfig(statement))),
    release: pipeline.release,
    joined: (run) => run(runner),
    transaction: async (run) => {
      const savepoint = `flow_${depth}`
      await pipeline.query(`SAVEPOINT ${savepoint}`)
      try {
        const result = await run(createTransactionRunner({ pipeline, depth: depth + 1 }))
        await pipeline.query(`RELEASE SAVEPOINT ${savepoint}`)
        return result
      } catch (error) {
        throw (await pipeline.undo(`ROLLBACK TO SAVEPOINT ${savepoint}`)) ?? error
      }
    },
  }
  return runner
}

/** What is asked for often is parsed once a connection, as JDBC's driver does. The caps keep texts of varying length from filling memory, here and in PostgreSQL. A search is planned for its text each time: of a prepared one PostgreSQL would make a plan for any text, which was up to a hundred times slower. */
const preparedFrom = 5
const mostPrepared = 200
const mostCounted = 2_000
const uses = new Map<string, number>()
const names = new Map<string, string>()

function nameOf(text: string): { name?: string } {
  const known = names.get(text)
  if (known !== undefined) return { name: known }
  if (names.size >= mostPrepared || text.includes(' ilike ')) return {}
  const count = (uses.get(text) ?? 0) + 1
  if (count > preparedFrom) {
    uses.delete(text)
    names.set(text, `flow_${hash('sha1', text)}`)
  } else if (uses.size < mostCounted || uses.has(text)) uses.set(text, count)
  return {}
}

const toConfig = (statement: Sql): HeldStatement => ({ ...nameOf(statement.text), text: statement.text, values: statement.values })

function statements(querier: Querier): Omit<SqlRunner, 'transaction' | 'joined'> {
  return {
    query: async (statement) => toRows(await querier.query<unknown[]>({ ...toConfig(statement), rowMode: 'array' })),
    execute: async (statement) => (await querier.query(toConfig(statement))).rowCount ?? 0,
    executeSql: async (text, values) => {
      // Text of several statements brings a result for each, which pg's types do not say.
      const results = [await querier.query(values ? { ...nameOf(text), text, values } : text)].flat() as { rows: Record<string, unknown>[] }[]
      return { rows: results.flatMap((result) => result.rows) }
    },
  }
}

function toRows<Row>({ fields, rows }: QueryResult<unknown[]>): Row[] {
  const columns = fields.map((field) => toCamelCase(field.name))
  // The caller states the row type of its own statement.
  return rows.map((values) => toRow({ columns, values })) as Row[]
}

function toRow({ columns, values }: { columns: readonly string[]; values: readonly unknown[] }): Record<string, unknown> {
  const row: Record<string, unknown> = {}
  for (const [index, column] of columns.entries()) row[column] = values[index]
  return row
}

const camelCaseNames = new Map<string, string>()

function toCamelCase(name: string): string {
  const known = camelCaseNames.get(name)
  if (known !== undefined) return known
  const made = name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
  if (camelCaseNames.size < mostCounted) camelCaseNames.set(name, made)
  return made
}
