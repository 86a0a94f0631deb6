import { finishConnection, type Finished } from '@flow/core'
import type { FastifyInstance } from 'fastify'
import type { Services } from '../http/services.ts'
import { renderConnectionPage } from './connection-page.ts'

/** Where OAuth networks send the browser back to. Its address holds a code, so it is kept out of the log, of caches and of other sites' sight. */
export function registerConnectionCallback({ app, services }: { app: FastifyInstance; services: Services }): void {
  app.get('/v1/connections/callback', { logLevel: 'warn', exposeHeadRoute: false }, async (request, reply) => {
    const { connector, publicUrl, dashboardUrl } = services
    const parameters = new URL(request.url, publicUrl).searchParams
    const finished = await finishConnection({ connector, parameters, publicUrl, requestId: request.id, ipAddress: request.ip })
    reply.headers({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex' })
    if (finished.returnUrl !== null) return reply.redirect(returnTo({ finished, returnUrl: finished.returnUrl }), 302)
    return reply
      .status(finished.kind === 'connected' ? 200 : 400)
      .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
      .type('text/html; charset=utf-8')
      .send(renderConnectionPage({ finished, dashboardUrl }))
  })
}

function returnTo({ finished, returnUrl }: { finished: Finished; returnUrl: string }): string {
  const url = new URL(returnUrl)
  if (finished.kind === 'connected') url.searchParams.set('connected', finished.connection.id)
  else {
    url.searchParams.set('error', finished.code)
    url.searchParams.set('message', finished.message)
  }
  return url.href
}
