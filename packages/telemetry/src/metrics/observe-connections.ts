import type { Meter } from '@opentelemetry/api'

/** The pool of connections to PostgreSQL: where callers wait, it is too small or the database too slow. */
export function observeConnections({ meter, read }: { meter: Meter; read: () => { used: number; idle: number; waiting: number } }): void {
  meter
    .createObservableGauge('flow_db_connections', { description: 'Connections to PostgreSQL that are used and idle, and callers that wait for one' })
    .addCallback((result) => {
      for (const [state, count] of Object.entries(read())) result.observe(count, { state })
    })
}
