import type { Capabilities } from '../port/capabilities.ts'
import { noMedia, plainText } from '../port/limits.ts'

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
  options: [],
  text: { ...plainText, max: 4_096, unit: 'utf16-units' },
  title: null,
  thread: { style: 'none', maxParts: 0 },
  media: noMedia,
  comment: null,
  submitTimeoutMs: 15_000,
  isSerialPerConnection: true,
  isSubmitIdempotent: false,
  // Bots can't read a channel's history.
  isProbeable: false,
  rates: { app: { max: 30, seconds: 1 }, account: [{ max: 20, seconds: 60 }] },
  apiVersion: null,
  verifiedAgainst: 'simulator',
  source: { description: 'https://core.telegram.org/bots/api', date: '2026-11-23' },
}
