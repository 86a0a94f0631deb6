import type { Capabilities } from '../port/capabilities.ts'
import { anyImages, anyVideos, plainText } from '../port/limits.ts'

export const matrixCapabilities: Capabilities = {
  network: 'matrix',
  displayName: 'Matrix',
  auth: 'token',
  modes: ['live'],
  credentialFields: [
    {
      name: 'server',
      label: 'Server',
      help: 'The address of the homeserver of the account that posts, such as https://matrix.org.',
      isSecret: false,
      isRequired: true,
      pattern: '^https?://[^\\s/]+(?:/.*)?$',
      example: 'https://matrix.example.org',
    },
    {
      name: 'accessToken',
      label: 'Access token',
      help: 'Of an account made for Flow, from a login of its own: in Element under All settings, Help & About, Access Token. Don’t log that session out.',
      isSecret: true,
      isRequired: true,
      pattern: '^\\S+$',
      example: 'syt_access-token-for-flow',
    },
    {
      name: 'roomId',
      label: 'Room',
      help: 'The ID (begins with !) or the address (begins with #) of a room without encryption, in which the account may post.',
      isSecret: false,
      isRequired: true,
      pattern: '^[!#]\\S+$',
      example: '!flownews:example.org',
    },
    {
      name: 'refreshToken',
      label: 'Refresh token',
      help: 'Only where the login gave one: with it Flow renews the access token by itself.',
      isSecret: true,
      isRequired: false,
      pattern: '^\\S+$',
      example: 'syr_refresh-token-for-flow',
    },
  ],
  host: 'customer',
  options: [
    {
      name: 'notice',
      label: 'Notice',
      help: 'Sends the text as a notice, as bots do: clients show it quieter and other bots leave it alone.',
      kind: 'boolean',
      default: false,
    },
  ],
  // A whole event may have 65,536 bytes, its text written as JSON and its signatures included.
  text: { ...plainText, max: 32_000, unit: 'utf8-bytes' },
  title: null,
  thread: { style: 'replies', maxParts: 24 },
  // Each is an event of its own; how large one may be, the server says when it is connected.
  media: {
    max: 10,
    isRequired: false,
    isMixed: true,
    maxAltText: 2_000,
    images: { ...anyImages, max: 10 },
    videos: { ...anyVideos, max: 10, types: ['video/mp4', 'video/quicktime', 'video/webm'] },
  },
  comment: null,
  submitTimeoutMs: 120_000,
  isSerialPerConnection: true,
  // A repeat under the same transaction id answers with the first event, for the same device.
  isSubmitIdempotent: true,
  isProbeable: true,
  rates: { app: null, account: [] },
  apiVersion: { name: 'v3', sunsetOn: null },
  verifiedAgainst: 'real-server',
  source: { description: 'https://spec.matrix.org/v1.16/client-server-api/', date: '2026-11-23' },
}
