import type { FastifyInstance } from 'fastify'
import type { Services } from '../http/services.ts'
import { sendWebResponse, toWebRequest } from './web-request.ts'

/** Mounts better-auth: signing in and out, and the session. */
export function registerAuth({ app, services }: { app: FastifyInstance; services: Services }): void {
  app.route({
    method: ['GET', 'POST'],
    url: '/api/auth/*',
    exposeHeadRoute: false,
    handler: async (request, reply) => {
      const response = await services.auth.handler(toWebRequest({ request, baseUrl: services.dashboardUrl }))
      return sendWebResponse({ response, reply })
    },
  })
}
