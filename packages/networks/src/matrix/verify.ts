import { readNumber, readText } from '../kit/read-json.ts'
import type { Account } from '../port/credentials.ts'
import type { AccountInput } from '../port/network-adapter.ts'
import { NetworkError } from '../port/network-error.ts'
import { askMatrix } from './ask-matrix.ts'
import { readAccess } from './credentials.ts'
import { findBaseUrl } from './find-base-url.ts'
import { isEncrypted } from './is-encrypted.ts'
import { requirePower } from './require-power.ts'
import { toRoomUrl } from './to-room-url.ts'

const gone = ['M_NOT_FOUND', 'M_FORBIDDEN', 'M_UNKNOWN']

/** Finds the server's API, asks whose the token is, enters the room where the account is not in it yet, and refuses one that is encrypted or for readers alone. */
export async function verifyMatrix(input: AccountInput): Promise<Account> {
  // What was found out before may belong to another server or room.
  const { baseUrl: _, joinedRoomId: __, userId: ___, ...given } = input.credentials
  const { roomId: room } = readAccess(given)
  const baseUrl = await findBaseUrl({ ...input, credentials: given })
  const asked = { ...input, credentials: { ...given, baseUrl } }
  const userId = readText((await askMatrix({ input: asked, path: '/client/v3/account/whoami' })).user_id)
  if (userId === null) throw new NetworkError({ kind: 'unavailable', message: 'The Matrix server did not say whose the token is. Try again in a while.' })

  const joinedRoomId = await enter({ input: asked, room, userId })
  const entered = { ...asked, credentials: { ...asked.credentials, joinedRoomId } }
  if (await isEncrypted(entered)) {
    throw new NetworkError({
      kind: 'permission_missing',
      message: 'The Matrix room is encrypted, and Flow has no keys to write in it. Connect a room without encryption.',
    })
  }
  await requirePower({ input: entered, roomId: joinedRoomId, userId })
  const path = `/client/v3/rooms/${encodeURIComponent(joinedRoomId)}/state/m.room.name`
  const name = readText((await askMatrix({ input: entered, path, expected: gone })).name)
  const alias = room.startsWith('#') ? room : null
  return {
    remoteId: joinedRoomId,
    handle: userId,
    displayName: name ?? alias ?? joinedRoomId,
    url: toRoomUrl({ roomId: joinedRoomId, userId }),
    expiresAt: null,
    credentials: { baseUrl, joinedRoomId, userId },
    ...(await readLimits(asked)),
  }
}

async function enter({ input, room, userId }: { input: AccountInput; room: string; userId: string }): Promise<string> {
  let roomId = room
  if (room.startsWith('#')) {
    const found = await askMatrix({ input, path: `/client/v3/directory/room/${encodeURIComponent(room)}` })
    roomId = readText(found.room_id) ?? room
  }
  const member = `/client/v3/rooms/${encodeURIComponent(roomId)}/state/m.room.member/${encodeURIComponent(userId)}`
  if ((await askMatrix({ input, path: member, expected: gone })).membership === 'join') return roomId
  // A room of another server is entered by way of that one.
  const [, domain] = /^!.*?:(.+)$/.exec(room) ?? []
  const via = domain === undefined ? '' : `?via=${encodeURIComponent(domain)}&server_name=${encodeURIComponent(domain)}`
  const path = `/client/v3/join/${encodeURIComponent(room)}${via}`
  const joined = await askMatrix({ input, method: 'POST', path, json: {}, expected: ['M_UNKNOWN', 'M_BAD_STATE', 'M_INVALID_PARAM'] })
  const joinedRoomId = readText(joined.room_id)
  if (joinedRoomId !== null) return joinedRoomId
  const said = readText(joined.error)?.slice(0, 200) ?? 'no reason given'
  throw new NetworkError({
    kind: 'permission_missing',
    message: `The Matrix account can’t enter this room (${said}). Invite it, or check the room’s ID or address.`,
  })
}

async function readLimits(input: AccountInput): Promise<Pick<Account, 'limits'>> {
  // Where it stands now, and where it stood before Matrix 1.11.
  for (const path of ['/client/v1/media/config', '/media/v3/config']) {
    const maxBytes = readNumber((await askMatrix({ input, path, expected: ['M_UNRECOGNIZED', ...gone] }))['m.upload.size'])
    if (maxBytes !== null) return { limits: { media: { images: { maxBytes }, videos: { maxBytes } } } }
  }
  return {}
}
