import type { FastifyInstance, FastifyRequest } from 'fastify'

/** Cuts off a client that takes longer than `patienceMs` to send a JSON body, or one of no type. Files may take as long as any request. */
export function limitSlowBodies({ app, patienceMs }: { app: FastifyInstance; patienceMs: number }): void {
  app.addHook('preParsing', async (request, _reply, payload) => {
    if (!isReadWhole(request)) return payload
    const timer = setTimeout(() => request.raw.destroy(), patienceMs)
    const forget = () => clearTimeout(timer)
    payload.once('end', forget).once('close', forget)
    return payload
  })
}

/** Of the methods only a POST may come without a type, see createServer; a payload that nobody reads would never end. */
const isReadWhole = ({ method, headers }: FastifyRequest): boolean =>
  headers['content-type'] === undefined
    ? method === 'POST' && headers['transfer-encoding'] !== undefined
    : headers['content-type'].toLowerCase().startsWith('application/json')
