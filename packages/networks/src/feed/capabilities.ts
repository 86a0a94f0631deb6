import type { Capabilities } from '../port/capabilities.ts'

export const feedCapabilities: Capabilities = {
  network: 'feed',
  displayName: 'Feed',
  auth: 'none',
  modes: ['live'],
  credentialFields: [],
  maxTextLength: null,
  maxMedia: 10,
  maxThreadParts: 24,
  abilities: { text: true, images: true, videos: true },
  submitTimeoutMs: 5_000,
  isSerialPerConnection: false,
  isSubmitIdempotent: true,
  isProbeable: true,
  apiVersion: null,
  verifiedAgainst: 'real-server',
  source: { description: "Flow serves it itself; the API's own limits apply.", date: '2026-11-23' },
}
