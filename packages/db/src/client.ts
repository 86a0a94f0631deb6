import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { boundQueue } from './bound-queue.ts'
import { PrismaClient } from './generated/prisma/client.ts'
import { createPoolRunner, type SqlRunner } from './sql.ts'

export type Database = {
  /** For ordinary reads and for better-auth. */
  prisma: PrismaClient
  /** For everything that must be one transaction, and for hot paths. */
  sql: SqlRunner
  /** Connections to PostgreSQL just now, and callers that wait for one. */
  connections: () => { used: number; idle: number; waiting: number }
  close: () => Promise<void>
}

/**
 * Opens one pool that Prisma and plain SQL share.
 * @param poolSize most connections at once; more callers wait, and fail after `waitTimeoutMs`
 * @param queueLength most callers that wait; one more fails at once, with the code DATABASE_BUSY. Omitted, any number waits
 */
export function openDatabase({
  url,
  poolSize = 10,
  queueLength,
  waitTimeoutMs = 5_000,
  statementTimeoutMs,
  applicationName,
  onError,
}: {
  url: string
  poolSize?: number
  queueLength?: number
  waitTimeoutMs?: number
  /** Longest that one statement may take; PostgreSQL ends it with 57014. */
  statementTimeoutMs?: number
  applicationName: string
  /** Told of connections that break while idle. */
  onError: (error: Error) => void
}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    pipeline: true,
    connectionTimeoutMillis: waitTimeoutMs,
    application_name: applicationName,
    ...(statementTimeoutMs === undefined ? {} : { statement_timeout: statementTimeoutMs }),
  })
  pool.on('error', onError)
  if (queueLength !== undefined) boundQueue({ pool, queueLength })
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: false }) })
  return {
    prisma,
    sql: createPoolRunner(pool),
    connections: () => ({ used: pool.totalCount - pool.idleCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: async () => {
      await prisma.$disconnect()
      await pool.end()
    },
  }
}
