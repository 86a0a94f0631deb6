import { DomainError, type Context } from '@flow/core'
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { originsOf } from '../auth/create-auth.ts'
import { toWebHeaders } from '../auth/web-request.ts'
import { authenticate } from '../http/authenticate.ts'
import { limitRate } from '../http/rate-limit/limit-rate.ts'
import type { Services } from '../http/services.ts'
import { createMcpServer } from './create-mcp-server.ts'
import { inProcess } from './in-process.ts'

// As much as a batch may have; an image of 10 MB in base64 fits.
const bodyLimitBytes = 16 * 1024 * 1024

/** The door for MCP clients: streamable HTTP without sessions, so that any API process can answer any request. */
export function registerMcp({ app, services }: { app: FastifyInstance; services: Services }): void {
  const callers = new WeakMap<FastifyRequest, Context>()
  app.route({
    method: 'POST',
    url: '/mcp',
    bodyLimit: bodyLimitBytes,
    onRequest: async (request) => {
      await services.rateLimiter.checkAddress(request.ip)
      refuseOrigin({ request, services })
      callers.set(request, await authenticate({ request, services }))
    },
    handler: async (request, reply) => {
      const ctx = callers.get(request)
      if (!ctx) throw new Error('the MCP door was reached without a caller')
      const message = parseMessage(request.body)
      // A tool's call is counted by the operations it runs.
      if (!isToolCall(message)) await limitRate({ ctx, operation: { rateClass: null }, reply, rateLimiter: services.rateLimiter })
      return answer({ app, ctx, request, reply, message })
    },
  })
  app.route({
    // Streams that the server begins, and sessions to end, are what it does not have.
    method: ['GET', 'DELETE', 'PUT', 'PATCH'],
    url: '/mcp',
    exposeHeadRoute: false,
    handler: (_request, reply) => {
      reply.header('allow', 'POST')
      throw new DomainError({ code: 'METHOD_NOT_ALLOWED', message: 'The MCP server takes POST; it has no sessions and no streams of its own.' })
    },
  })
}

async function answer({
  app,
  ctx,
  request,
  reply,
  message,
}: {
  app: FastifyInstance
  ctx: Context
  request: FastifyRequest
  reply: FastifyReply
  message: { parsed: unknown } | undefined
}): Promise<FastifyReply> {
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true, maxRequestBodySize: bodyLimitBytes })
  const server = createMcpServer({ ctx, send: inProcess({ app, request }) })
  server.onerror = (error) => request.log.debug({ err: error }, 'an MCP request was refused')
  // The transport's optional callbacks are typed without `undefined`, which this compiler tells apart.
  await server.connect(transport as Parameters<typeof server.connect>[0])
  try {
    const body = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : ''
    const web = new Request(`http://localhost${request.url}`, { method: 'POST', headers: toWebHeaders(request), body })
    const response = await transport.handleRequest(web, message ? { parsedBody: message.parsed } : {})
    const type = response.headers.get('content-type')
    if (type !== null) reply.type(type)
    return reply.status(response.status).send(await response.text())
  } finally {
    await server.close()
  }
}

/** A page in a browser may be anybody's: only the dashboard's and the API's own may ask, as the protocol demands. */
function refuseOrigin({ request, services }: { request: FastifyRequest; services: Services }): void {
  const { origin } = request.headers
  if (origin === undefined || [...originsOf(services.dashboardUrl), ...originsOf(services.publicUrl)].includes(origin)) return
  throw new DomainError({
    code: 'INSUFFICIENT_PERMISSIONS',
    message: `Requests of pages from ${origin} are refused. Connect from a program, which sends no Origin.`,
  })
}

function parseMessage(body: unknown): { parsed: unknown } | undefined {
  if (!Buffer.isBuffer(body)) return undefined
  try {
    return { parsed: JSON.parse(body.toString('utf8')) }
  } catch {
    // The transport answers it in the protocol's own form.
    return undefined
  }
}

const isToolCall = (message: { parsed: unknown } | undefined): boolean => [message?.parsed].flat().some((each) => Object(each).method === 'tools/call')
