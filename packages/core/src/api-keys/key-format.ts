import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import type { Mode } from '@flow/db'

const prefixAlphabet = 'abcdefghijklmnopqrstuvwxyz0123456789'
const secretAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const form = /^flow_sk_(live|test)_([a-z0-9]{8})_([A-Za-z0-9]{43,128})$/

const draw = (alphabet: string, length: number) => Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('')

/** A new key: 8 characters to know it by, and 43 of secret (256 bits). */
export function makeApiKey(mode: Mode): { apiKey: string; prefix: string; hash: Buffer } {
  const prefix = draw(prefixAlphabet, 8)
  const apiKey = `flow_sk_${mode}_${prefix}_${draw(secretAlphabet, 43)}`
  return { apiKey, prefix, hash: hashApiKey(apiKey) }
}

export function parseApiKey(apiKey: string): { mode: Mode; prefix: string } | undefined {
  const [, mode, prefix] = form.exec(apiKey) ?? []
  if (prefix === undefined || (mode !== 'live' && mode !== 'test')) return undefined
  return { mode, prefix }
}

export const hashApiKey = (apiKey: string): Buffer => createHash('sha256').update(apiKey).digest()

export const isSameHash = (one: Uint8Array, other: Uint8Array): boolean => one.length === other.length && timingSafeEqual(one, other)

/** A hash to compare with where no key was found, so that both take as long. */
export const noHash: Buffer = randomBytes(32)
