import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import type { ImageLimits } from '@flow/networks/port'
import type { KeyRing } from '../sealing/key-ring.ts'

export type MediaSigner = {
  /** @param fit limits that an image is fitted to before it is sent */
  sign: (input: { key: string; now: Date; fit?: ImageLimits }) => { url: string; expiresAt: string }
  /** Where one upload of this type and size is sent. */
  signUpload: (upload: AnnouncedUpload) => string
  isGoodUpload: (upload: AnnouncedUpload & { signature: string; now: Date }) => boolean
  isGood: (input: { key: string; expires: string; signature: string; fit?: string; now: Date }) => boolean
}

export type AnnouncedUpload = { key: string; contentType: string; byteSize: number; expiresAt: Date }

const lifetimeSeconds = 3_600

/** Makes and checks addresses from which anybody can fetch one media for an hour. */
export function createMediaSigner({ keyRing, publicUrl }: { keyRing: KeyRing; publicUrl: string }): MediaSigner {
  const secret = Buffer.from(hkdfSync('sha256', keyRing[0].bytes, '', 'flow:media-url', 32))
  const digest = (key: string, expires: string) => createHmac('sha256', secret).update(`${key} ${expires}`).digest()
  const uploadDigest = ({ key, contentType, byteSize, expiresAt }: AnnouncedUpload) =>
    digest(`upload ${key} ${contentType} ${byteSize}`, String(expiresAt.getTime()))
  return {
    signUpload: (upload) => `${publicUrl}/media/uploads/${upload.key}?signature=${uploadDigest(upload).toString('base64url')}`,
    isGoodUpload: ({ signature, now, ...upload }) => {
      const given = Buffer.from(signature, 'base64url')
      const right = uploadDigest(upload)
      return given.length === right.length && timingSafeEqual(given, right) && upload.expiresAt > now
    },
    sign: ({ key, now, fit }) => {
      const expires = String(Math.floor(now.getTime() / 1000) + lifetimeSeconds)
      const fitted = fit && Buffer.from(JSON.stringify(fit)).toString('base64url')
      const query = new URLSearchParams({
        expires,
        ...(fitted ? { fit: fitted } : {}),
        signature: digest(subjectOf({ key, fit: fitted }), expires).toString('base64url'),
      })
      const url = `${publicUrl}/media/${key}?${query}`
      return { url, expiresAt: new Date(Number(expires) * 1000).toISOString() }
    },
    isGood: ({ key, expires, signature, fit, now }) => {
      const given = Buffer.from(signature, 'base64url')
      const right = digest(subjectOf({ key, fit }), expires)
      return given.length === right.length && timingSafeEqual(given, right) && Number(expires) * 1000 > now.getTime()
    },
  }
}

const subjectOf = ({ key, fit }: { key: string; fit: string | undefined }): string => (fit === undefined ? key : `fitted ${key} ${fit}`)

/** The limits in an address that was signed with them. */
export const readFit = (fit: string): ImageLimits => JSON.parse(Buffer.from(fit, 'base64url').toString('utf8'))
