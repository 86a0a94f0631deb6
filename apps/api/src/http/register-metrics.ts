import { DomainError } from '@flow/core'
import { maySeeMetrics } from '@flow/telemetry'
import type { FastifyInstance } from 'fastify'
import type { Services } from './services.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The operation of the spec that a route carries out. */
    operation?: string
  }
}

/** `/metrics` in Prometheus's format, for this machine itself or with the operator's token; and the count of requests. */
export function registerMetrics({ app, services }: { app: FastifyInstance; services: Services }): void {
  const { metrics, countRequest, metricsToken: token } = services
  if (countRequest) {
    app.addHook('onResponse', async (request, reply) => {
      // A pattern or a name, of which there are few; a path that no route has is counted as none.
      const operation = request.routeOptions.config.operation ?? request.routeOptions.url ?? 'none'
      countRequest({ operation, method: request.method, status: reply.statusCode, tookMs: reply.elapsedTime })
    })
  }
  if (!metrics) return
  app.get('/metrics', async (request, reply) => {
    if (!maySeeMetrics({ remoteAddress: request.socket.remoteAddress, headers: request.headers, token })) {
      const message = 'Ask for metrics from this machine itself, or with the header "Authorization: Bearer <FLOW_METRICS_TOKEN>".'
      throw new DomainError({ code: 'INSUFFICIENT_PERMISSIONS', message })
    }
    return reply.header('content-type', metrics.contentType).send(await metrics.render())
  })
}
