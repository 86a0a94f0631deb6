import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, randomBytes } from 'node:crypto'
import type { KeyRing, MasterKey } from './key-ring.ts'

export type Sealer = {
  /** @param boundTo the id of the row that holds it, so that a sealed text moved to another row does not open */
  seal: (options: { text: string; boundTo: string }) => Buffer
  open: (options: { sealed: Uint8Array; boundTo: string }) => string
  /** Whether it was sealed with the newest key; if not, sealing it again lets an old key go. */
  isCurrent: (sealed: Uint8Array) => boolean
  /** How everything begins that the newest key sealed, so that a statement can find the rest. */
  mark: Buffer
}

const version = 2
const headerBytes = 5
const nonceBytes = 12
const tagBytes = 16

/** Seals texts with AES-256-GCM under keys derived from the ring for one purpose. Layout: version, key id, nonce, tag, body. */
export function createSealer({ keyRing, purpose }: { keyRing: KeyRing; purpose: string }): Sealer {
  const derive = ({ bytes }: MasterKey) => createSecretKey(Buffer.from(hkdfSync('sha256', bytes, '', `flow:${purpose}`, 32)))
  const derived = new Map(keyRing.map((key) => [key.id, derive(key)]))
  const [newest] = keyRing
  const newestKey = derive(newest)
  const header = Buffer.concat([Buffer.from([version]), Buffer.from(newest.id, 'hex')])
  return {
    seal: ({ text, boundTo }) => {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', newestKey, nonce)
      cipher.setAAD(Buffer.from(boundTo))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([header, nonce, cipher.getAuthTag(), body])
    },
    open: ({ sealed, boundTo }) => {
      const bytes = Buffer.from(sealed)
      const key = derived.get(bytes.subarray(1, headerBytes).toString('hex'))
      if (bytes[0] !== version || !key) throw new Error('sealed with a master key that is not in FLOW_MASTER_KEY; add that key after the newest one')
      const bodyStart = headerBytes + nonceBytes + tagBytes
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(headerBytes, headerBytes + nonceBytes))
      decipher.setAAD(Buffer.from(boundTo))
      decipher.setAuthTag(bytes.subarray(headerBytes + nonceBytes, bodyStart))
      return Buffer.concat([decipher.update(bytes.subarray(bodyStart)), decipher.final()]).toString('utf8')
    },
    mark: header,
    isCurrent: (sealed) => header.equals(Buffer.from(sealed).subarray(0, headerBytes)),
  }
}
