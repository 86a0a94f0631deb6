import { callbackUrl, describeOAuthApplication, DomainError } from '@flow/core'
import type { FastifyInstance } from 'fastify'
import { sendError } from '../http/error-response.ts'
import type { Services } from '../http/services.ts'

/** Who Flow is, for the servers of networks that read it at the address which is Flow's id there. */
export function registerClientMetadata({ app, services: { connector, publicUrl } }: { app: FastifyInstance; services: Services }): void {
  app.get<{ Params: { network: string } }>('/oauth/:network/client-metadata.json', async (request, reply) => {
    const { network } = request.params
    const document = await describeOAuthApplication({ connector, network, redirectUrl: callbackUrl(publicUrl) })
    if (document === null) return sendError({ request, reply, error: new DomainError({ code: 'ROUTE_NOT_FOUND', message: 'There is no such document.' }) })
    return reply.type('application/json').header('cache-control', 'public, max-age=600').send(document)
  })
}
