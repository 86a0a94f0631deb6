import { readText } from '../kit/read-json.ts'
import type { AccountInput } from '../port/network-adapter.ts'
import { askMatrix } from './ask-matrix.ts'
import { readAccess } from './credentials.ts'

export async function isEncrypted(input: AccountInput): Promise<boolean> {
  const { roomId } = readAccess(input.credentials)
  const path = `/client/v3/rooms/${encodeURIComponent(roomId)}/state/m.room.encryption`
  return readText((await askMatrix({ input, path, expected: ['M_NOT_FOUND'] })).errcode) === null
}
