import type { Credentials } from '../port/credentials.ts'
import { NetworkError } from '../port/network-error.ts'

export type MatrixAccess = { baseUrl: string; accessToken: string; roomId: string; userId: string | null }

/** `baseUrl`, `joinedRoomId` and `userId`: what connecting found out for the server, the room and the token. */
export function readAccess({ server, baseUrl, accessToken, roomId, joinedRoomId, userId }: Credentials): MatrixAccess {
  const [address, room] = [baseUrl || server, joinedRoomId || roomId]
  if (!address || !URL.canParse(address) || !accessToken || !room) {
    throw new NetworkError({ kind: 'credentials_expired', message: 'The server, the access token or the room is missing. Connect again with all three.' })
  }
  return { baseUrl: address.replace(/\/+$/, ''), accessToken, roomId: room, userId: userId || null }
}
