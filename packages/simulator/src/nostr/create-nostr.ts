import type { Answer } from '../server/answer.ts'
import type { Network } from '../server/network.ts'
import { blossomRoutes, readPubkey, relayDocument } from './blossom-routes.ts'
import { createRelay, type Relay } from './create-relay.ts'
import { serveRelay, type Subscription } from './serve-relay.ts'

/** Relays, one at each path, with a Blossom server beside them. The account is the public key. */
export function createNostr(): Network {
  const relays = new Map<string, { relay: Relay; subscriptions: Set<Subscription> }>()
  const replaceable = new Map<string, string>()
  const say = (status: number, message: string): Answer => ({ status, json: { message }, headers: { 'x-reason': message } })
  return {
    name: 'nostr',
    displayName: 'Nostr',
    errors: {
      status: (status) => say(status, status >= 500 ? 'Internal server error' : 'Bad request'),
      notFound: () => say(404, 'Not found'),
      unauthorized: (fault) => say(401, fault === 'missing' ? 'Missing authorization event' : 'Public key is not admitted'),
      forbidden: () => say(403, 'Public key is not admitted'),
      rateLimit: ({ resetMs }) => {
        const { status, json, headers } = say(429, 'Too many requests')
        return { status, json, headers: { ...headers, 'retry-after': String(Math.ceil(resetMs / 1_000)) } }
      },
    },
    tokenOf: readPubkey,
    routes: [
      { method: 'GET', path: '/', operation: 'describe', isOpen: true, handle: ({ request, baseUrl }) => relayDocument(request, baseUrl) },
      ...blossomRoutes,
    ],
    connect: ({ socket, path, world }) => {
      const known = relays.get(path) ?? { relay: createRelay(), subscriptions: new Set<Subscription>() }
      relays.set(path, known)
      serveRelay({ socket, path, world, replaceable, ...known })
    },
  }
}
