import type { FastifyRequest } from 'fastify'

/** A request as it is logged: what its query asks is there by name alone, since signatures, codes and tokens come that way. */
export const loggedRequest = (request: FastifyRequest) => ({
  method: request.method,
  url: request.url.replaceAll(/=[^&]*/g, '=…'),
  host: request.host,
  remoteAddress: request.ip,
})
