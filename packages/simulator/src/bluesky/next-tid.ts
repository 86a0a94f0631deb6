import type { World } from '../server/world.ts'

const alphabet = '234567abcdefghijklmnopqrstuvwxyz'

/** A key that sorts by time: 13 characters of microseconds and a number. */
export function nextTid(world: World): string {
  let value = BigInt(world.nowMs()) * 1_024_000n + BigInt(world.nextNumber() % 1_024_000)
  let tid = ''
  for (let at = 0; at < 13; at += 1) {
    tid = alphabet.charAt(Number(value & 31n)) + tid
    value >>= 5n
  }
  return tid
}
