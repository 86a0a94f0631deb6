import { randomInt } from 'node:crypto'

const alphabet = '234567abcdefghijklmnopqrstuvwxyz'

/** A record key in the order of time: 53 bits of microseconds, then ten random ones. https://atproto.com/specs/tid */
export function newTid(now: Date): string {
  const microseconds = BigInt(now.getTime()) * 1_000n + BigInt(randomInt(1_000))
  let [rest, text] = [(microseconds << 10n) | BigInt(randomInt(1_024)), '']
  for (; text.length < 13; rest >>= 5n) text = alphabet[Number(rest & 31n)] + text
  return text
}
