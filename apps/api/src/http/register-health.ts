import { findOverdue, hasLiveWorker } from '@flow/core'
import type { FastifyInstance } from 'fastify'
import type { Services } from './services.ts'

/** `/healthz`: the process is alive. `/readyz`: the database answers, a worker was seen lately, and nothing due lies about. */
export function registerHealth({ app, services }: { app: FastifyInstance; services: Services }): void {
  app.get('/healthz', async () => ({ status: 'ok' }))
  app.get('/readyz', async (request, reply) => {
    const checks = { database: 'ok', worker: 'ok', publishing: 'ok' }
    try {
      if (!(await hasLiveWorker(services.database.sql))) checks.worker = 'no worker was seen in the last 10 s; posts wait until one runs'
      const { count, longestSeconds } = await findOverdue(services.database.sql)
      if (count > 0)
        checks.publishing = `${count} publications are past due by a minute and nobody works on them; the oldest by ${Math.round(longestSeconds)} s`
    } catch (error) {
      request.log.error({ err: error }, 'not ready')
      checks.database = 'does not answer'
      checks.worker = 'unknown'
      checks.publishing = 'unknown'
    }
    const isReady = Object.values(checks).every((check) => check === 'ok')
    return reply.status(isReady ? 200 : 503).send({ status: isReady ? 'ok' : 'unavailable', checks })
  })
}
