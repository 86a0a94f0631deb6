import multipart from '@fastify/multipart'
import { DomainError, invalid, newId } from '@flow/core'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import qs from 'qs'
import { registerAuth } from '../auth/register-auth.ts'
import { registerMcp } from '../mcp/register-mcp.ts'
import { registerFeeds } from '../public/register-feeds.ts'
import { registerClientMetadata } from '../public/register-client-metadata.ts'
import { registerConnectionCallback } from '../public/register-connection-callback.ts'
import { registerDirectUploads } from '../public/register-direct-uploads.ts'
import { registerMedia } from '../public/register-media.ts'
import { registerRest } from '../rest/register-rest.ts'
import { registerTrpc } from '../trpc/register-trpc.ts'
import { allowedMethods, isShadowed } from './allowed-methods.ts'
import { allowDashboard } from './cross-origin.ts'
import { sendError } from './error-response.ts'
import { limitSlowBodies } from './limit-slow-bodies.ts'
import { registerAddressRate } from './rate-limit/register-address-rate.ts'
import { tellRate } from './rate-limit/tell-rate.ts'
import { registerMetrics } from './register-metrics.ts'
import { registerHealth } from './register-health.ts'
import { setSecurityHeaders } from './security-headers.ts'
import type { Services } from './services.ts'

const bodyLimitBytes = 1024 * 1024
// More than the longest query that the spec lets through: Node’s own refusal of long headers would be no answer of the API.
const headerLimitBytes = 512 * 1024

const knownMethods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/** The one server with all its doors; the caller listens and closes. */
export async function createServer({
  services,
  logger,
  patienceMs = 20_000,
}: {
  services: Services
  logger: FastifyBaseLogger
  /** Longest that a client may take to send its headers, and then to send a JSON body. */
  patienceMs?: number
}): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: logger,
    genReqId: () => newId('request'),
    bodyLimit: bodyLimitBytes,
    requestTimeout: 300_000,
    // How often Node looks for the slow; its default of 30 s would add as much.
    http: { maxHeaderSize: headerLimitBytes, headersTimeout: patienceMs, connectionsCheckingInterval: Math.min(patienceMs, 5_000) },
    frameworkErrors: (_error, request, reply) => {
      reply.header('x-request-id', request.id)
      setSecurityHeaders({ reply, publicUrl: services.publicUrl })
      // No hook runs for these.
      void services.rateLimiter.countOf(request.ip).then((count) => {
        tellRate({ reply, policy: 'address', count })
        sendError({ request, reply, error: invalid({ field: 'path', message: 'must be percent-encoded UTF-8' }) })
      })
    },
    // The dashboard hands requests on from the same machine, with the address of the one who asks.
    trustProxy: 'loopback',
    // As long as a URL may be: an id of the wrong shape is not found like any other.
    routerOptions: { maxParamLength: 16_384, querystringParser: (text) => qs.parse(text, { depth: 4, parameterLimit: 100 }) },
    // 503 in the contract's form comes from sendError; Fastify's own would be bare.
    return503OnClosing: false,
  })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  // Node's HTTP client and some proxies send a POST without a body as chunks of nothing, without a type, which Fastify looks up as "/".
  app.addContentTypeParser(/^\/?$/, { parseAs: 'buffer' }, (_request, body, done) =>
    body.length === 0 ? done(null) : done(new DomainError({ code: 'UNSUPPORTED_MEDIA_TYPE', message: 'Send the body as application/json.' })),
  )
  limitSlowBodies({ app, patienceMs })
  await app.register(multipart)
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
    setSecurityHeaders({ reply, publicUrl: services.publicUrl })
    if (allowDashboard({ request, reply, dashboardUrl: services.dashboardUrl })) return reply
    if (request.url.startsWith('/v1/')) await services.rateLimiter.checkAddress(request.ip)
    // Fastify would ask for a body's type first, which a method that nothing takes has no need of.
    if (!knownMethods.has(request.method) || isShadowed(request)) return refuseUnknown(request, reply)
    return undefined
  })
  let isClosing = false
  app.addHook('preClose', async () => {
    isClosing = true
  })
  app.addHook('onSend', async (_request, reply) => {
    // A connection that is kept open after its last answer would keep the process from ending.
    if (isClosing) reply.header('connection', 'close')
  })
  app.setErrorHandler((error, request, reply) => sendError({ request, reply, error }))
  app.setNotFoundHandler(refuseUnknown)
  registerAddressRate({ app, services })
  registerHealth({ app, services })
  registerMetrics({ app, services })
  registerFeeds({ app, services })
  registerMedia({ app, services })
  registerDirectUploads({ app, services })
  registerConnectionCallback({ app, services })
  registerClientMetadata({ app, services })
  registerRest({ app, services })
  registerMcp({ app, services })
  registerAuth({ app, services })
  await registerTrpc({ app, services })
  return app
}

function refuseUnknown(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const allowed = allowedMethods(request.url.split('?')[0] ?? '')
  if (allowed.length === 0) return sendError({ request, reply, error: new DomainError({ code: 'ROUTE_NOT_FOUND' }) })
  reply.header('allow', allowed.join(', '))
  const message = `This path takes ${allowed.join(', ')}, not ${request.method}.`
  return sendError({ request, reply, error: new DomainError({ code: 'METHOD_NOT_ALLOWED', message }) })
}
