import type { FastifyInstance } from 'fastify'

/** Cuts off a client that takes longer than `patienceMs` to send a JSON body. Files may take as long as any request. */
export function limitSlowBodies({ app, patienceMs }: { app: FastifyInstance; patienceMs: number }): void {
  app.addHook('preParsing', async (request, _reply, payload) => {
    if (!request.headers['content-type']?.toLowerCase().startsWith('application/json')) return payload
    const timer = setTimeout(() => request.raw.destroy(), patienceMs)
    const forget = () => clearTimeout(timer)
    payload.once('end', forget).once('close', forget)
    return payload
  })
}
