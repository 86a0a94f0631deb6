import type { Capabilities } from '../port/capabilities.ts'
import { anyImages, anyVideos, plainText } from '../port/limits.ts'

export const feedCapabilities: Capabilities = {
  network: 'feed',
  displayName: 'Feed',
  auth: 'none',
  modes: ['live'],
  credentialFields: [],
  host: 'fixed',
  options: [],
  text: plainText,
  title: null,
  thread: { style: 'whole', maxParts: 24 },
  media: { max: 10, isRequired: false, isMixed: true, maxAltText: null, images: { ...anyImages, max: 10 }, videos: { ...anyVideos, max: 10 } },
  comment: null,
  submitTimeoutMs: 5_000,
  isSerialPerConnection: false,
  isSubmitIdempotent: true,
  isProbeable: true,
  rates: { app: null, account: [] },
  apiVersion: null,
  verifiedAgainst: 'real-server',
  source: { description: "Flow serves it itself; the API's own limits apply.", date: '2026-11-23' },
}
