import type { Capabilities } from '../port/capabilities.ts'
import { anyImages, noMedia, plainText, type TextLimits } from '../port/limits.ts'

// Graphemes, and bytes as a second bound: https://github.com/bluesky-social/atproto/blob/main/lexicons/app/bsky/feed/post.json
const text: TextLimits = { ...plainText, max: 300, unit: 'graphemes', maxBytes: 3_000, hasFacets: true }

export const blueskyCapabilities: Capabilities = {
  network: 'bluesky',
  displayName: 'Bluesky',
  auth: 'token',
  modes: ['live'],
  credentialFields: [
    {
      name: 'server',
      label: 'Server',
      help: 'The address of your PDS, if your account is not at Bluesky itself. Leave it empty for https://bsky.social.',
      isSecret: false,
      isRequired: false,
      pattern: '^https?://[^\\s/]+(?:/.*)?$',
      example: 'https://bsky.social',
    },
    {
      name: 'identifier',
      label: 'Handle',
      help: 'Your handle, such as ada.bsky.social, or the e-mail address of the account.',
      isSecret: false,
      isRequired: true,
      pattern: null,
      example: 'ada.bsky.social',
    },
    {
      name: 'appPassword',
      label: 'App password',
      help: 'In Bluesky: Settings, Privacy and security, App passwords, Add App Password. Never your account’s own password.',
      isSecret: true,
      isRequired: true,
      pattern: null,
      example: 'abcd-efgh-ijkl-mnop',
    },
  ],
  oauthFields: { server: 'optional', identifier: 'optional' },
  host: 'customer',
  options: [
    {
      name: 'languages',
      label: 'Languages',
      help: 'The languages of the text as codes, such as en or pt-BR; at most three.',
      kind: 'texts',
      maxItems: 3,
      maxLength: 20,
    },
    { name: 'quoteUri', label: 'Quoted post', help: 'The post to quote: its address at bsky.app, or its at:// address.', kind: 'text', maxLength: 400 },
    {
      name: 'linkTitle',
      label: 'Link title',
      help: 'The title of the card that shows the first link of a post without media. Empty: the link’s host.',
      kind: 'text',
      maxLength: 300,
    },
    { name: 'linkDescription', label: 'Link description', help: 'The text under the title of that card.', kind: 'text', maxLength: 1_000 },
    {
      name: 'contentWarning',
      label: 'Content warning',
      help: 'Labels the post, so that people see its media only when they want to.',
      kind: 'choice',
      choices: [
        { value: 'sexual', label: 'Suggestive' },
        { value: 'nudity', label: 'Nudity' },
        { value: 'porn', label: 'Adult' },
        { value: 'graphic-media', label: 'Graphic media' },
      ],
      default: null,
    },
  ],
  text,
  title: null,
  thread: { style: 'replies', maxParts: 24 },
  media: {
    ...noMedia,
    max: 4,
    maxAltText: 2_000,
    // One blob of an image may have 2,000,000 bytes (app.bsky.embed.images, since mid-2026; 1,000,000 before).
    images: { ...anyImages, max: 4, maxBytes: 2_000_000 },
    videos: { max: 1, types: ['video/mp4'], maxBytes: 300_000_000, maxSeconds: 180 },
  },
  comment: text,
  submitTimeoutMs: 120_000,
  isSerialPerConnection: true,
  // The key of the record is chosen before the call, and putRecord under the same key leaves one record.
  isSubmitIdempotent: true,
  isProbeable: true,
  // 5,000 points an hour and 35,000 a day for one account, of which a record takes 3; 3,000 requests in five minutes from one address.
  rates: {
    app: { max: 900, seconds: 300 },
    account: [
      { max: 1_600, seconds: 3_600 },
      { max: 11_600, seconds: 86_400 },
    ],
  },
  apiVersion: null,
  verifiedAgainst: 'real-server',
  source: { description: 'https://docs.bsky.app/docs/advanced-guides/rate-limits, the lexicons of atproto, and @atproto/pds 0.5.35', date: '2026-11-27' },
}
