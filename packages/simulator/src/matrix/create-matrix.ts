import { bearerToken } from '../kit/bearer-token.ts'
import type { ShelvedMedia } from '../media/create-media-shelf.ts'
import type { Answer } from '../server/answer.ts'
import type { Exchange } from '../server/exchange.ts'
import type { Network } from '../server/network.ts'
import { eventRoutes } from './event-routes.ts'
import { matrixErrors, refuseMatrix } from './matrix-errors.ts'
import { requireInRoom, resolveRoom, type JoinedRooms } from './rooms.ts'
import { sessionRoutes } from './session-routes.ts'

const mostUploadBytes = 52_428_800

/** A Matrix homeserver. The account is the user that signed in, or the token. */
export function createMatrix(): Network {
  const joined: JoinedRooms = new Set()
  const media = new Map<string, ShelvedMedia>()
  const config = () => ({ status: 200, json: { 'm.upload.size': mostUploadBytes } })
  const join = (exchange: Exchange): Answer => {
    const roomId = resolveRoom({ exchange, named: exchange.params.named ?? '' })
    if (exchange.world.settings.forbiddenTargets.includes(roomId))
      throw refuseMatrix({ status: 403, errcode: 'M_FORBIDDEN', error: 'You are not invited to this room.' })
    joined.add(`${exchange.account}\n${roomId}`)
    return { status: 200, json: { room_id: roomId } }
  }
  return {
    name: 'matrix',
    displayName: 'Matrix',
    errors: matrixErrors,
    tokenOf: (request) => bearerToken(request) ?? request.query.get('access_token'),
    routes: [
      {
        method: 'GET',
        path: '/.well-known/matrix/client',
        operation: 'describe',
        isOpen: true,
        handle: ({ baseUrl }) => ({ status: 200, json: { 'm.homeserver': { base_url: baseUrl } } }),
      },
      {
        method: 'GET',
        path: '/_matrix/client/versions',
        operation: 'describe',
        isOpen: true,
        handle: () => ({ status: 200, json: { versions: ['v1.11', 'v1.12'], unstable_features: {} } }),
      },
      ...sessionRoutes(),
      {
        method: 'POST',
        path: '/_matrix/media/v3/upload',
        operation: 'upload',
        handle: ({ request, world }) => {
          if (request.bytes.length > mostUploadBytes) throw refuseMatrix({ status: 413, errcode: 'M_TOO_LARGE', error: 'Upload request body is too large' })
          const uri = `mxc://simulator.test/media${world.nextNumber()}`
          media.set(uri, world.media.put({ bytes: request.bytes, mimeType: request.headers['content-type'] ?? 'application/octet-stream' }))
          return { status: 200, json: { content_uri: uri } }
        },
      },
      { method: 'GET', path: '/_matrix/client/v1/media/config', operation: 'describe', handle: config },
      { method: 'GET', path: '/_matrix/media/v3/config', operation: 'describe', handle: config },
      { method: 'POST', path: '/_matrix/client/v3/join/:named', operation: 'edit', handle: join },
      { method: 'POST', path: '/_matrix/client/v3/rooms/:named/join', operation: 'edit', handle: join },
      {
        method: 'GET',
        path: '/_matrix/client/v3/joined_rooms',
        operation: 'describe',
        handle: ({ account }) => ({
          status: 200,
          json: { joined_rooms: [...joined].filter((key) => key.startsWith(`${account}\n`)).map((key) => key.slice(account.length + 1)) },
        }),
      },
      {
        method: 'GET',
        path: '/_matrix/client/v3/directory/room/:named',
        operation: 'describe',
        isOpen: true,
        handle: (exchange) => ({ status: 200, json: { room_id: resolveRoom({ exchange, named: exchange.params.named ?? '' }), servers: ['simulator.test'] } }),
      },
      {
        method: 'GET',
        path: '/_matrix/client/v3/rooms/:roomId/state/m.room.encryption',
        operation: 'describe',
        handle: (exchange) => {
          const { roomId = '' } = exchange.params
          requireInRoom({ exchange, roomId, joined })
          if (exchange.world.settings.encryptedTargets.includes(roomId)) return { status: 200, json: { algorithm: 'm.megolm.v1.aes-sha2' } }
          throw refuseMatrix({ status: 404, errcode: 'M_NOT_FOUND', error: 'Event not found.' })
        },
      },
      {
        method: 'GET',
        path: '/_matrix/client/v3/rooms/:roomId/state/m.room.member/:userId',
        operation: 'describe',
        handle: (exchange) => {
          requireInRoom({ exchange, roomId: exchange.params.roomId ?? '', joined })
          return { status: 200, json: { membership: 'join', displayname: exchange.account } }
        },
      },
      {
        method: 'GET',
        path: '/_matrix/client/v3/rooms/:roomId/state/m.room.name',
        operation: 'describe',
        handle: (exchange) => {
          const { roomId = '' } = exchange.params
          requireInRoom({ exchange, roomId, joined })
          return { status: 200, json: { name: `Room ${roomId}` } }
        },
      },
      ...eventRoutes({ joined, media }),
    ],
  }
}
