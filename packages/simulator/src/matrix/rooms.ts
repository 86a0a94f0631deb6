import { stableDigits } from '../kit/stable-id.ts'
import type { Exchange } from '../server/exchange.ts'
import { refuseMatrix } from './matrix-errors.ts'

export const userOf = (account: string): string =>
  account.startsWith('@') ? account : `@${account.toLowerCase().replace(/[^a-z0-9._=/+-]/g, '_')}:simulator.test`

/** The room that an id or an alias names. */
export function resolveRoom({ exchange: { world }, named }: { exchange: Exchange; named: string }): string {
  if (world.settings.missingTargets.includes(named)) throw refuseMatrix({ status: 404, errcode: 'M_NOT_FOUND', error: `Room alias ${named} not found` })
  if (named.startsWith('!')) return named
  if (/^#[^:]+:.+$/.test(named)) return `!${stableDigits(named, 14)}:${named.slice(named.indexOf(':') + 1)}`
  throw refuseMatrix({ status: 400, errcode: 'M_INVALID_PARAM', error: `${named} was not legal room ID or room alias` })
}

/** Rooms that accounts have joined since they were made to. */
export type JoinedRooms = Set<string>

export function requireInRoom({ exchange, roomId, joined }: { exchange: Exchange; roomId: string; joined: JoinedRooms }): void {
  const { account, world } = exchange
  const { unjoinedTargets, missingTargets, forbiddenTargets } = world.settings
  const isOut = missingTargets.includes(roomId) || (unjoinedTargets.includes(roomId) && !joined.has(`${account}\n${roomId}`))
  if (isOut) throw refuseMatrix({ status: 403, errcode: 'M_FORBIDDEN', error: `User ${userOf(account)} not in room ${roomId}` })
  if (forbiddenTargets.includes(roomId)) {
    throw refuseMatrix({ status: 403, errcode: 'M_FORBIDDEN', error: "You don't have permission to post that to the room. event_level 50 > user_level 0" })
  }
}
