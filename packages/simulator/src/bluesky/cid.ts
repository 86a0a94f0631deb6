import { hash } from 'node:crypto'

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'

export function base32(bytes: Uint8Array): string {
  let bits = 0
  let value = 0
  let text = ''
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xfff
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += alphabet.charAt((value >> bits) & 31)
    }
  }
  return bits > 0 ? text + alphabet.charAt((value << (5 - bits)) & 31) : text
}

/** The name of a blob by its content: CIDv1, raw, sha-256. */
export const blobCid = (bytes: Buffer): string => cid(0x55, hash('sha256', bytes, 'hex'))

/** The name of a record: one content, one name. Its hash is of JSON, where a PDS takes that of DAG-CBOR; its form is the same. */
export const recordCid = (record: unknown): string => cid(0x71, hash('sha256', JSON.stringify(record), 'hex'))

const cid = (codec: number, digest: string): string => `b${base32(Buffer.from([1, codec, 0x12, 0x20, ...Buffer.from(digest, 'hex')]))}`
