import type { Capabilities } from '../port/capabilities.ts'
import { anyImages, anyVideos, plainText } from '../port/limits.ts'

export const sandboxCapabilities: Capabilities = {
  network: 'sandbox',
  displayName: 'Sandbox',
  auth: 'token',
  modes: ['test'],
  credentialFields: [
    {
      name: 'token',
      label: 'Token',
      help: 'Any text. One that holds "reject" is refused on connecting, one that holds "expire" when the first post goes out.',
      isSecret: true,
      isRequired: true,
      pattern: null,
      example: 'my-sandbox-account',
    },
  ],
  host: 'fixed',
  options: [],
  text: plainText,
  title: null,
  thread: { style: 'whole', maxParts: 24 },
  media: { max: 10, isRequired: false, isMixed: true, maxAltText: null, images: { ...anyImages, max: 10 }, videos: { ...anyVideos, max: 10 } },
  comment: null,
  submitTimeoutMs: 90_000,
  textTimeoutMs: 90_000,
  isSerialPerConnection: false,
  isSubmitIdempotent: true,
  isProbeable: true,
  rates: { app: null, account: [] },
  apiVersion: null,
  verifiedAgainst: 'simulator',
  source: { description: "Flow's own stand-in for test keys.", date: '2026-11-23' },
}
