import { createServer } from 'node:net'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'
import { errorCodeOf } from './error-code-of.ts'

export const portInUse = (port: number) =>
  new EmbeddedPostgresError(
    'PORT_IN_USE',
    `Port ${port} on 127.0.0.1, meant for Flow's own PostgreSQL, is taken by another program. Set FLOW_POSTGRES_PORT to a free port, or DATABASE_URL to a PostgreSQL of your own.`,
  )

/** Resolves if the port could be had; a clear error beats reading it from PostgreSQL's log. */
export function assertPortFree(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error) => reject(errorCodeOf(error) === 'EADDRINUSE' ? portInUse(port) : error))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve()))
  })
}
