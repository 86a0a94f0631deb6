import type { Capabilities } from '../port/capabilities.ts'

export const sandboxCapabilities: Capabilities = {
  network: 'sandbox',
  displayName: 'Sandbox',
  maxTextLength: null,
  maxMedia: 10,
  maxThreadParts: 24,
  submitTimeoutMs: 90_000,
  isSerialPerConnection: false,
  isSubmitIdempotent: true,
  verifiedAgainst: 'simulator',
  source: { description: "Flow's own stand-in for test keys.", date: '2026-11-23' },
}
