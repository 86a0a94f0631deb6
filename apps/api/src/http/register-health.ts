import { hasLiveWorker } from '@flow/core'
import type { FastifyInstance } from 'fastify'
import type { Services } from './services.ts'

/** `/healthz`: the process is alive. `/readyz`: the database answers and a worker was seen lately. */
export function registerHealth({ app, services }: { app: FastifyInstance; services: Services }): void {
  app.get('/healthz', async () => ({ status: 'ok' }))
  app.get('/readyz', async (request, reply) => {
    const checks = { database: 'ok', worker: 'ok' }
    try {
      if (!(await hasLiveWorker(services.database.sql))) checks.worker = 'no worker was seen in the last 10 s; posts wait until one runs'
    } catch (error) {
      request.log.error({ err: error }, 'not ready')
      checks.database = 'does not answer'
      checks.worker = 'unknown'
    }
    const isReady = checks.database === 'ok' && checks.worker === 'ok'
    return reply.status(isReady ? 200 : 503).send({ status: isReady ? 'ok' : 'unavailable', checks })
  })
}
