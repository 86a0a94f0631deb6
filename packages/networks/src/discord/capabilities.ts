import type { Capabilities } from '../port/capabilities.ts'
import { noMedia, plainText } from '../port/limits.ts'

export const discordCapabilities: Capabilities = {
  network: 'discord',
  displayName: 'Discord',
  auth: 'token',
  modes: ['live'],
  credentialFields: [
    {
      name: 'webhookUrl',
      label: 'Webhook URL',
      help: 'In Discord: Edit Channel, Integrations, Webhooks, New Webhook, Copy Webhook URL.',
      isSecret: true,
      isRequired: true,
      pattern: '^https://(?:(?:ptb|canary)\\.)?discord(?:app)?\\.com/api/(?:v\\d+/)?webhooks/\\d+/[A-Za-z0-9_-]+/?$',
      example: 'https://discord.com/api/webhooks/1234567890/AbC-dEf_123',
    },
  ],
  host: 'fixed',
  options: [],
  text: { ...plainText, max: 2_000 },
  title: null,
  thread: { style: 'none', maxParts: 0 },
  media: noMedia,
  comment: null,
  submitTimeoutMs: 15_000,
  isSerialPerConnection: true,
  isSubmitIdempotent: false,
  // A webhook finds a message by its id alone, and `nonce` guards bots' messages only.
  isProbeable: false,
  rates: { app: null, account: [] },
  apiVersion: { name: 'v10', sunsetOn: null },
  verifiedAgainst: 'simulator',
  source: { description: 'https://discord.com/developers/docs/resources/webhook', date: '2026-11-23' },
}
