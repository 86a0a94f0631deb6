import type { Capabilities } from '../port/capabilities.ts'
import { anyImages, anyVideos, plainText } from '../port/limits.ts'

const maxFileBytes = 1_073_741_824

export const slackCapabilities: Capabilities = {
  network: 'slack',
  displayName: 'Slack',
  auth: 'token',
  modes: ['live'],
  credentialFields: [
    {
      name: 'botToken',
      label: 'Bot token',
      help: 'From api.slack.com/apps, OAuth & Permissions, after installing the app with chat:write, channels:read, channels:join, channels:history, files:write and files:read (for private channels groups:read and groups:history too).',
      isSecret: true,
      isRequired: true,
      pattern: '^xoxb-[A-Za-z0-9-]+$',
      example: 'xoxb-bot-token-of-your-app',
    },
    {
      name: 'channel',
      label: 'Channel',
      help: 'The #name of a public channel, or the ID at the end of any channel’s details, which begins with C or G. To a private one the app must be invited.',
      isSecret: false,
      isRequired: true,
      pattern: '^(?:#[^\\s#,]{1,80}|[CG][A-Z0-9]{6,})$',
      example: 'C0123456789',
    },
  ],
  // https://docs.slack.dev/authentication/installing-with-oauth (2026-11-23). Slack has PKCE for applications alone that ask for it and have no secret.
  oauth: {
    issuer: 'https://slack.com',
    authorizationUrl: 'https://slack.com/oauth/v2/authorize',
    tokenUrl: 'https://slack.com/api/oauth.v2.access',
    scopes: ['chat:write', 'channels:read', 'channels:join', 'channels:history', 'files:write', 'files:read', 'groups:read', 'groups:history'],
    clientAuthentication: 'client_secret_post',
    extraParameters: {},
    pkce: 'none',
    scopeSeparator: ',',
    endedGrantErrors: ['invalid_code', 'code_already_used', 'code_expired', 'invalid_refresh_token', 'token_revoked', 'token_expired'],
  },
  oauthFields: { channel: 'required' },
  host: 'fixed',
  options: [
    { name: 'linkPreview', label: 'Link previews', help: 'Shows previews of the links and media in the text.', kind: 'boolean', default: true },
    { name: 'broadcast', label: 'Thread in channel', help: 'Shows the parts of a thread in the channel too.', kind: 'boolean', default: false },
  ],
  // Slack cuts texts above 40,000 and advises 4,000.
  text: { ...plainText, max: 4_000, markup: 'slack' },
  title: null,
  thread: { style: 'replies', maxParts: 24 },
  media: {
    max: 10,
    isRequired: false,
    isMixed: true,
    maxAltText: 1_000,
    images: { ...anyImages, max: 10, maxBytes: maxFileBytes },
    videos: { ...anyVideos, max: 10, types: ['video/mp4', 'video/quicktime', 'video/webm'], maxBytes: maxFileBytes },
  },
  comment: null,
  submitTimeoutMs: 120_000,
  isSerialPerConnection: true,
  isSubmitIdempotent: false,
  isProbeable: true,
  rates: { app: null, account: [{ max: 1, seconds: 1 }] },
  apiVersion: null,
  verifiedAgainst: 'simulator',
  source: { description: 'https://docs.slack.dev/reference/methods/chat.postMessage and /files.completeUploadExternal', date: '2026-11-23' },
}
