import { bearerToken } from '../kit/bearer-token.ts'
import type { Network } from '../server/network.ts'
import { blobRoutes, type Blobs } from './blobs.ts'
import { blueskyErrors, refuseBluesky } from './bluesky-errors.ts'
import { didDocument, didOf, handleOf, type Identities } from './identity.ts'
import { recordRoutes } from './record-routes.ts'
import { createRepository } from './repository.ts'
import { sessionRoutes } from './session-routes.ts'
import { videoRoutes } from './video-routes.ts'

/** A PDS with its video service. The account is the identifier that signed in, or the token. */
export function createBluesky(): Network {
  const blobs: Blobs = new Map()
  const identities: Identities = new Map()
  const repository = createRepository({ blobs, identities })
  return {
    name: 'bluesky',
    displayName: 'Bluesky',
    errors: blueskyErrors,
    tokenOf: (request) => bearerToken(request) ?? bearerToken(request, 'DPoP'),
    rate: {
      limit: 1_666,
      windowMs: 3_600_000,
      // A create costs 3 of the 5,000 points.
      headers: ({ remaining, resetAtMs }) => ({
        'ratelimit-limit': '5000',
        'ratelimit-remaining': String(remaining * 3),
        'ratelimit-reset': String(Math.ceil(resetAtMs / 1_000)),
        'ratelimit-policy': '5000;w=3600',
      }),
    },
    routes: [
      ...sessionRoutes({ identities }),
      ...blobRoutes({ blobs }),
      ...recordRoutes({ repository, identities }),
      ...videoRoutes({ blobs, identities }),
      {
        method: 'GET',
        path: '/xrpc/com.atproto.identity.resolveHandle',
        operation: 'describe',
        isOpen: true,
        handle: ({ request, world }) => {
          const handle = request.query.get('handle') ?? ''
          if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(handle)) throw refuseBluesky({ message: 'Params/handle must be a valid handle' })
          if (world.settings.missingTargets.includes(handle)) throw refuseBluesky({ message: 'Unable to resolve handle' })
          return {
            status: 200,
            json: { did: [...identities].find(([, account]) => handleOf(account) === handle)?.[0] ?? didOf({ account: handle, identities }) },
          }
        },
      },
      {
        method: 'GET',
        path: '/xrpc/com.atproto.server.getServiceAuth',
        operation: 'auth',
        handle: ({ request, world, account }) => {
          const aud = request.query.get('aud')
          if (!aud?.startsWith('did:')) throw refuseBluesky({ message: 'Params/aud must be a valid did' })
          const exp = Number(request.query.get('exp') ?? Math.floor(world.nowMs() / 1_000) + 60)
          if (exp * 1_000 - world.nowMs() > 3_600_000)
            throw refuseBluesky({ error: 'BadExpiration', message: 'cannot request a token with an expiration more than an hour in the future' })
          const token = `service_bluesky_${world.nextNumber()}`
          world.tokens.issue({ token, network: 'bluesky', account, expiresAtMs: exp * 1_000 })
          return { status: 200, json: { token } }
        },
      },
      { method: 'GET', path: '/xrpc/_health', operation: 'describe', isOpen: true, handle: () => ({ status: 200, json: { version: '0.5.35' } }) },
      {
        method: 'GET',
        path: '/xrpc/com.atproto.server.describeServer',
        operation: 'describe',
        isOpen: true,
        handle: ({ baseUrl }) => ({
          status: 200,
          json: { did: `did:web:${new URL(baseUrl).hostname}`, availableUserDomains: ['.simulator.test'], inviteCodeRequired: false },
        }),
      },
      {
        method: 'GET',
        path: '/xrpc/com.atproto.identity.resolveDid',
        operation: 'describe',
        isOpen: true,
        handle: ({ request, baseUrl }) => {
          const did = request.query.get('did') ?? ''
          const account = identities.get(did) ?? did
          return { status: 200, json: { didDoc: didDocument({ did, handle: handleOf(account), baseUrl }) } }
        },
      },
    ],
  }
}
