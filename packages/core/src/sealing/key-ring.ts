import { createHash } from 'node:crypto'

export type MasterKey = { id: string; bytes: Buffer }

/** Master keys by age: the first seals, all of them open. */
export type KeyRing = readonly [MasterKey, ...MasterKey[]]

const keyBytes = 32

/**
 * Reads the setting FLOW_MASTER_KEY: one key of 32 bytes in base64, or several with commas between, the newest first.
 * @throws Error that says which entry is wrong, without showing it
 */
export function parseKeyRing(text: string): KeyRing {
  const keys = text.split(',').map((part, index) => {
    const bytes = Buffer.from(part.trim(), 'base64')
    if (bytes.length !== keyBytes) throw new Error(`entry ${index + 1} must be 32 random bytes in base64`)
    return { id: createHash('sha256').update('flow:key-id').update(bytes).digest('hex').slice(0, 8), bytes }
  })
  const [first, ...rest] = keys
  if (!first) throw new Error('must name at least one key')
  return [first, ...rest]
}
