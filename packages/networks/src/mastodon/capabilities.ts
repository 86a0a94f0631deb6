import type { Capabilities } from '../port/capabilities.ts'
import { anyImages, plainText, type TextLimits } from '../port/limits.ts'

// Mastodon counts graphemes and GoToSocial code points, of which a text never has fewer: what fits by them fits both.
const text: TextLimits = { ...plainText, max: 500, urlLength: 23, mentions: 'local-part' }

/** The usual numbers of a Mastodon server. Each has its own, which connecting reads. */
export const mastodonCapabilities: Capabilities = {
  network: 'mastodon',
  displayName: 'Mastodon',
  auth: 'token',
  modes: ['live'],
  credentialFields: [
    {
      name: 'server',
      label: 'Server',
      help: 'The address of the server that has your account, such as https://mastodon.social. Any server with the Mastodon API will do.',
      isSecret: false,
      isRequired: true,
      pattern: '^https?://[^\\s/]+(?:/.*)?$',
      example: 'https://mastodon.social',
    },
    {
      name: 'accessToken',
      label: 'Access token',
      help: 'On your server: Preferences, Development, New application, with the scopes read and write; then open it and copy “Your access token”.',
      isSecret: true,
      isRequired: true,
      pattern: '^\\S+$',
      example: 'mToken_ZA-Yj3aBD8U8Cm7lKUp-lm9O9BmDgdhHzDeqsY8tlL0',
    },
  ],
  oauthFields: { server: 'required' },
  host: 'customer',
  options: [
    {
      name: 'visibility',
      label: 'Visibility',
      help: 'Who sees the post. Further parts of a public thread go out quietly, so that they don’t fill the public timelines.',
      kind: 'choice',
      choices: [
        { value: 'public', label: 'Public' },
        { value: 'unlisted', label: 'Quiet public' },
        { value: 'private', label: 'Followers' },
      ],
      default: 'public',
    },
    {
      name: 'contentWarning',
      label: 'Content warning',
      help: 'Shown in place of the post until somebody opens it. It counts towards the length of the text.',
      kind: 'text',
      maxLength: 200,
    },
    { name: 'sensitive', label: 'Sensitive media', help: 'Hides the media until somebody opens them.', kind: 'boolean', default: false },
    { name: 'language', label: 'Language', help: 'The language of the text as a code, such as en or de.', kind: 'text', maxLength: 10 },
    { name: 'pollOptions', label: 'Poll', help: 'Two to four answers; a post with a poll takes no media.', kind: 'texts', maxItems: 4, maxLength: 50 },
    { name: 'pollSeconds', label: 'Poll length', help: 'How long the poll is open, in seconds; a day if not given.', kind: 'number', min: 300, max: 2_629_746 },
    { name: 'pollMultiple', label: 'Several answers', help: 'Whether one may choose several answers of the poll.', kind: 'boolean', default: false },
  ],
  text,
  title: null,
  thread: { style: 'replies', maxParts: 24 },
  media: {
    max: 4,
    isRequired: false,
    isMixed: false,
    maxAltText: 1_500,
    images: { ...anyImages, max: 4, maxBytes: 16_777_216, maxPixels: 33_177_600 },
    videos: { max: 1, types: ['video/mp4', 'video/quicktime', 'video/webm'], maxBytes: 103_809_024, maxSeconds: null },
  },
  comment: text,
  submitTimeoutMs: 90_000,
  isSerialPerConnection: true,
  // Mastodon keeps an Idempotency-Key for an hour; GoToSocial and snac2 know none, and a repeat there made a second status.
  isSubmitIdempotent: false,
  isProbeable: true,
  // 300 requests in five minutes, of which a post takes about three; 30 media in half an hour, of which a post takes up to four.
  rates: { app: null, account: [{ max: 90, seconds: 300 }] },
  apiVersion: null,
  // A real snac2 was posted to as well, which has this API; Mastodon's own software was not.
  verifiedAgainst: 'simulator',
  source: { description: 'https://docs.joinmastodon.org/api/ (methods/statuses, methods/media, entities/Instance, rate-limits)', date: '2026-11-27' },
}
