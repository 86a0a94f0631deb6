import { readNumber, readObject, readText } from '../kit/read-json.ts'
import type { AccountInput } from '../port/network-adapter.ts'
import { NetworkError } from '../port/network-error.ts'
import { askMatrix } from './ask-matrix.ts'

/**
 * Refuses a room in which the account may read alone, as in rooms for announcements.
 * https://spec.matrix.org/v1.16/client-server-api/#mroompower_levels
 */
export async function requirePower({ input, roomId, userId }: { input: AccountInput; roomId: string; userId: string }): Promise<void> {
  const state = (type: string) =>
    askMatrix({ input, path: `/client/v3/rooms/${encodeURIComponent(roomId)}/state/${type}`, expected: ['M_NOT_FOUND', 'M_FORBIDDEN', 'M_UNRECOGNIZED'] })
  const levels = await state('m.room.power_levels')
  const needed = readLevel(readObject(levels.events)['m.room.message']) ?? readLevel(levels.events_default) ?? 0
  const own = readLevel(readObject(levels.users)[userId]) ?? readLevel(levels.users_default) ?? 0
  if (own >= needed) return
  // From version 12 on a room's creators stand above all levels and in no list of them.
  const created = await state('m.room.create?format=event')
  const sender = readText(created.sender)
  const others = readObject(created.content).additional_creators
  if (sender === null || sender === userId || (Array.isArray(others) && others.includes(userId))) return
  throw new NetworkError({
    kind: 'permission_missing',
    message: `The Matrix account may not post in this room: its power level is ${own}, and ${needed} is needed. Have a moderator raise it and connect again.`,
  })
}

/** Rooms before version 10 may have it as a text. */
const readLevel = (level: unknown): number | null => readNumber(typeof level === 'string' && level.trim() !== '' ? Number(level) : level)
