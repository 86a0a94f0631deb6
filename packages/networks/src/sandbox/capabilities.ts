import type { Capabilities } from '../port/capabilities.ts'

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
  maxTextLength: null,
  maxMedia: 10,
  maxThreadParts: 24,
  abilities: { text: true, images: true, videos: true },
  submitTimeoutMs: 90_000,
  isSerialPerConnection: false,
  isSubmitIdempotent: true,
  isProbeable: true,
  apiVersion: null,
  verifiedAgainst: 'simulator',
  source: { description: "Flow's own stand-in for test keys.", date: '2026-11-23' },
}
