import type { Capabilities } from '../port/capabilities.ts'
import { anyImages, anyVideos, plainText } from '../port/limits.ts'

export const webhookCapabilities: Capabilities = {
  network: 'webhook',
  displayName: 'Webhook',
  auth: 'token',
  modes: ['live'],
  credentialFields: [
    {
      name: 'url',
      label: 'URL',
      help: 'Where Flow sends each post as JSON by POST. It must answer with a 2xx status within 30 seconds; a JSON answer may name the id and url of what it published. A repeat has the same webhook-id header.',
      isSecret: true,
      isRequired: true,
      pattern: '^https?://[^\\s/]+(?:/.*)?$',
      example: 'https://hooks.example.com/flow/3f9a61c0d2',
    },
    {
      name: 'secret',
      label: 'Signing secret',
      help: 'Base64 after whsec_. With it every post bears a Standard Webhooks signature by which you know that it is Flow’s. Make one with: openssl rand -base64 32',
      isSecret: true,
      isRequired: false,
      pattern: '^whsec_[A-Za-z0-9+/]{32,}={0,2}$',
      example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=',
    },
  ],
  host: 'customer',
  options: [],
  text: plainText,
  title: { max: 1_000, isRequired: false },
  thread: { style: 'whole', maxParts: 24 },
  // Media go as addresses, which the receiver fetches.
  media: {
    max: 20,
    isRequired: false,
    isMixed: true,
    maxAltText: null,
    images: { ...anyImages, max: 20 },
    videos: { ...anyVideos, max: 20, types: ['video/mp4', 'video/quicktime', 'video/webm'] },
  },
  comment: null,
  submitTimeoutMs: 30_000,
  isSerialPerConnection: true,
  // The receiver knows a repeat by its webhook-id; whether it does anything about it is not ours to say.
  isSubmitIdempotent: false,
  isProbeable: false,
  rates: { app: null, account: [] },
  apiVersion: null,
  verifiedAgainst: 'simulator',
  source: { description: 'https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md', date: '2026-11-23' },
}
