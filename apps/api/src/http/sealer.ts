import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

export type Sealer = { seal: (text: string) => Buffer; open: (sealed: Uint8Array) => string }

const version = 1

/** Seals text with AES-256-GCM under a key derived from the master key for one purpose. */
export function createSealer({ masterKey, purpose }: { masterKey: Buffer; purpose: string }): Sealer {
  const key = Buffer.from(hkdfSync('sha256', masterKey, '', `flow:${purpose}`, 32))
  return {
    seal: (text) => {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([Buffer.from([version]), nonce, cipher.getAuthTag(), body])
    },
    open: (sealed) => {
      const bytes = Buffer.from(sealed)
      if (bytes[0] !== version) throw new Error('sealed by an unknown version')
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 13))
      decipher.setAuthTag(bytes.subarray(13, 29))
      return Buffer.concat([decipher.update(bytes.subarray(29)), decipher.final()]).toString('utf8')
    },
  }
}
