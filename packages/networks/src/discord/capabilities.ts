import type { Capabilities } from '../port/capabilities.ts'
import { anyImages, anyVideos, plainText } from '../port/limits.ts'

const maxFileBytes = 10_485_760

export const discordCapabilities: Capabilities = {
  network: 'discord',
  displayName: 'Discord',
  auth: 'token',
  modes: ['live'],
  credentialFields: [
    {
      name: 'webhookUrl',
      label: 'Webhook URL',
      help: 'In Discord: Edit Channel, Integrations, Webhooks, New Webhook, Copy Webhook URL. Or leave it out and give a bot token and a channel.',
      isSecret: true,
      isRequired: false,
      pattern: '^https://(?:(?:ptb|canary)\\.)?discord(?:app)?\\.com/api/(?:v\\d+/)?webhooks/\\d+/[A-Za-z0-9_-]+/?$',
      example: 'https://discord.com/api/webhooks/1234567890/AbC-dEf_123',
    },
    {
      name: 'botToken',
      label: 'Bot token',
      help: 'From discord.com/developers, Bot, Reset Token. The bot needs View Channel, Send Messages, Attach Files, Embed Links and Read Message History.',
      isSecret: true,
      isRequired: false,
      pattern: '^[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]{10,}$',
      example: 'bot-token-part-1.part-2.bot-token-part-3',
    },
    {
      name: 'channelId',
      label: 'Channel ID',
      help: 'The channel that the bot posts to: with Developer Mode on, right-click the channel, Copy Channel ID.',
      isSecret: false,
      isRequired: false,
      pattern: '^\\d{15,22}$',
      example: '199737254929760256',
    },
  ],
  host: 'fixed',
  options: [
    { name: 'username', label: 'Name', help: 'Shown instead of the webhook’s own name. Bots keep theirs.', kind: 'text', maxLength: 80 },
    { name: 'avatarUrl', label: 'Picture', help: 'Address of a picture shown instead of the webhook’s own. Bots keep theirs.', kind: 'text', maxLength: 2_048 },
    { name: 'linkPreview', label: 'Link preview', help: 'Shows previews of the links under the text.', kind: 'boolean', default: true },
    { name: 'silent', label: 'Send silently', help: 'Members get the message without a notification.', kind: 'boolean', default: false },
  ],
  text: { ...plainText, max: 2_000 },
  title: null,
  thread: { style: 'replies', maxParts: 24 },
  media: {
    max: 10,
    isRequired: false,
    isMixed: true,
    maxAltText: 1_024,
    images: { ...anyImages, max: 10, maxBytes: maxFileBytes },
    videos: { ...anyVideos, max: 10, types: ['video/mp4', 'video/quicktime', 'video/webm'], maxBytes: maxFileBytes },
  },
  comment: null,
  submitTimeoutMs: 30_000,
  isSerialPerConnection: true,
  isSubmitIdempotent: false,
  // A webhook finds a message by its id alone; for bots see `capabilitiesFor`.
  isProbeable: false,
  rates: { app: { max: 50, seconds: 1 }, account: [] },
  apiVersion: { name: 'v10', sunsetOn: null },
  verifiedAgainst: 'simulator',
  source: { description: 'https://discord.com/developers/docs/resources/message and /resources/webhook', date: '2026-11-23' },
}
