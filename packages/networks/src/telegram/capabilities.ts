import type { Capabilities } from '../port/capabilities.ts'
import { anyImages, anyVideos, plainText } from '../port/limits.ts'

export const telegramCapabilities: Capabilities = {
  network: 'telegram',
  displayName: 'Telegram',
  auth: 'token',
  modes: ['live'],
  credentialFields: [
    {
      name: 'botToken',
      label: 'Bot token',
      help: 'Create a bot with @BotFather, which answers with its token; then make the bot an administrator of the channel who may post messages.',
      isSecret: true,
      isRequired: true,
      pattern: '^\\d+:[A-Za-z0-9_-]{30,}$',
      example: '123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11',
    },
    {
      name: 'chatId',
      label: 'Channel',
      help: 'The @name of a public channel or group, or the number of a private one, which begins with -100.',
      isSecret: false,
      isRequired: true,
      pattern: '^(?:@[A-Za-z]\\w{3,}|-?\\d+)$',
      example: '@flownews',
    },
  ],
  host: 'fixed',
  options: [
    { name: 'silent', label: 'Send silently', help: 'Members get the message without a sound.', kind: 'boolean', default: false },
    { name: 'protect', label: 'Protect content', help: 'The message can’t be forwarded or saved.', kind: 'boolean', default: false },
    { name: 'linkPreview', label: 'Link preview', help: 'Shows a preview of the first link under the text.', kind: 'boolean', default: true },
    {
      name: 'pin',
      label: 'Pin',
      help: 'Pins the message; the bot needs the right to pin or, in a channel, to edit messages.',
      kind: 'boolean',
      default: false,
    },
  ],
  text: { ...plainText, max: 4_096, unit: 'utf16-units' },
  title: null,
  thread: { style: 'replies', maxParts: 24 },
  // A photo's width and height are 10,000 together at most; half of that each is the largest square.
  media: {
    max: 10,
    isRequired: false,
    isMixed: true,
    maxAltText: null,
    images: { ...anyImages, max: 10, maxBytes: 10_485_760, maxWidth: 5_000, maxHeight: 5_000, minRatio: 0.05, maxRatio: 20 },
    videos: { ...anyVideos, max: 10, types: ['video/mp4'], maxBytes: 52_428_800 },
  },
  comment: null,
  // An album of ten videos is one request.
  submitTimeoutMs: 120_000,
  isSerialPerConnection: true,
  isSubmitIdempotent: false,
  // Bots can't read a channel's history.
  isProbeable: false,
  rates: { app: { max: 30, seconds: 1 }, account: [{ max: 20, seconds: 60 }] },
  apiVersion: null,
  verifiedAgainst: 'simulator',
  source: { description: 'https://core.telegram.org/bots/api', date: '2026-11-23' },
}
