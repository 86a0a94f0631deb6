import { randomBytes } from 'node:crypto'

export const idPrefixes = {
  apiKey: 'key',
  attempt: 'attempt',
  auth: 'auth',
  audit: 'audit',
  channel: 'channel',
  connection: 'conn',
  delivery: 'delivery',
  event: 'event',
  media: 'media',
  post: 'post',
  publication: 'pub',
  request: 'req',
  user: 'user',
  webhook: 'webhook',
  worker: 'worker',
  workspace: 'ws',
} as const

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** A prefixed id whose order is that of its making: 48 bits of milliseconds, then 80 random bits, in Crockford's base 32. */
export function newId(noun: keyof typeof idPrefixes): string {
  return `${idPrefixes[noun]}_${encodeTime(Date.now())}${randomText(16)}`
}

/** What every id of that noun made before the instant sorts below, and every later one not. */
export const idBoundAt = ({ noun, at }: { noun: keyof typeof idPrefixes; at: Date }): string => `${idPrefixes[noun]}_${encodeTime(at.getTime())}`

/** Random lower-case letters and digits, five bits each. */
export function randomText(length: number): string {
  return Array.from(randomBytes(length), (byte) => alphabet[byte & 31]).join('')
}

function encodeTime(milliseconds: number): string {
  let text = ''
  for (let rest = milliseconds, digit = 0; digit < 10; digit++, rest = Math.floor(rest / 32)) text = alphabet[rest % 32] + text
  return text
}
