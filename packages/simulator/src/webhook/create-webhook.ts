import type { Exchange } from '../server/exchange.ts'
import type { Network } from '../server/network.ts'

/** Anybody's address that takes whatever is posted to it. The first part of the path names the account. */
export function createWebhook(): Network {
  const take = (exchange: Exchange) => {
    const { request, params, world } = exchange
    exchange.account = params.account ?? 'default'
    const item = exchange.publish({ id: `delivery_${world.nextNumber()}`, text: request.bytes.toString('utf8'), record: { headers: request.headers } })
    return { status: 200, json: { ok: true, id: item.id } }
  }
  return {
    name: 'webhook',
    displayName: 'Webhook',
    takesAnyBody: true,
    tokenOf: ({ path }) => path.split('/')[1] || 'default',
    errors: {
      status: (status) => ({ status, json: { error: `status ${status}` } }),
      notFound: () => ({ status: 404, json: { error: 'not found' } }),
      unauthorized: () => ({ status: 410, json: { error: 'gone' } }),
      forbidden: () => ({ status: 403, json: { error: 'forbidden' } }),
      rateLimit: ({ resetMs }) => ({ status: 429, json: { error: 'too many requests' }, headers: { 'retry-after': String(Math.ceil(resetMs / 1_000)) } }),
    },
    routes: [
      { method: 'POST', path: '/', operation: 'create', handle: take },
      { method: 'POST', path: '/:account', operation: 'create', handle: take },
      { method: 'POST', path: '/:account/:rest*', operation: 'create', handle: take },
      { method: 'PUT', path: '/:account', operation: 'create', handle: take },
      { method: 'GET', path: '/:account', operation: 'describe', handle: () => ({ status: 200, json: { ok: true } }) },
    ],
  }
}
