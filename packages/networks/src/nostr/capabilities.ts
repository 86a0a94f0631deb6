import type { Capabilities } from '../port/capabilities.ts'
import { anyImages, anyVideos, plainText, type TextLimits } from '../port/limits.ts'

// Relays commonly take events of 64 KB, of which tags, signature and JSON's escapes take their part.
const text: TextLimits = { ...plainText, max: 50_000, unit: 'utf8-bytes', hasFacets: true }

export const nostrCapabilities: Capabilities = {
  network: 'nostr',
  displayName: 'Nostr',
  auth: 'token',
  modes: ['live'],
  credentialFields: [
    {
      name: 'privateKey',
      label: 'Private key',
      help: 'The key that your Nostr app shows as nsec1..., or the same in hex. Flow signs with it; it is kept encrypted and never sent.',
      isSecret: true,
      isRequired: true,
      pattern: '^(?:nsec1[02-9ac-hj-np-z]{58}|[0-9a-fA-F]{64})$',
      example: 'nsec1vl029mgpspedva04g90vltkh6fvh240zqtv9k0t9af8935ke9laqsnlfe5',
    },
    {
      name: 'relays',
      label: 'Relays',
      help: 'The addresses of the relays to post to, with spaces or commas between, at most ten. Without any: relay.damus.io, nos.lol and relay.primal.net.',
      isSecret: false,
      isRequired: false,
      pattern: '^wss?://[^\\s,]+(?:[\\s,]+wss?://[^\\s,]+)*$',
      example: 'wss://relay.damus.io wss://nos.lol',
    },
    {
      name: 'blossomServer',
      label: 'Blossom server',
      help: 'Where images and videos are put. Without one they are shown from this Flow, for as long as it serves them.',
      isSecret: false,
      isRequired: false,
      pattern: '^https?://[^\\s/]+(?:/.*)?$',
      example: 'https://blossom.example.com',
    },
  ],
  host: 'customer',
  fetchesMedia: true,
  options: [
    {
      name: 'format',
      label: 'Format',
      help: 'A note is plain text. An article is Markdown with a title; the parts of a thread become comments under it.',
      kind: 'choice',
      choices: [
        { value: 'note', label: 'Note' },
        { value: 'article', label: 'Article' },
      ],
      default: 'note',
    },
    { name: 'contentWarning', label: 'Content warning', help: 'Apps hide the post behind this reason.', kind: 'text', maxLength: 200 },
    { name: 'summary', label: 'Summary', help: 'Of an article: what lists show.', kind: 'text', maxLength: 1_000 },
  ],
  text,
  title: { max: 500, isRequired: false },
  thread: { style: 'replies', maxParts: 100 },
  // Media stand in the text by their addresses, so nothing but the event's size limits their number; this is Flow's.
  media: { max: 20, isRequired: false, isMixed: true, maxAltText: null, images: { ...anyImages, max: 20 }, videos: { ...anyVideos, max: 20 } },
  comment: text,
  submitTimeoutMs: 90_000,
  isSerialPerConnection: true,
  // The event is signed once, so every repeat is the same event under the same id.
  isSubmitIdempotent: true,
  isProbeable: true,
  rates: { app: null, account: [] },
  apiVersion: null,
  verifiedAgainst: 'simulator',
  source: { description: 'https://github.com/nostr-protocol/nips (01, 10, 22, 23, 36, 92), https://github.com/hzrd149/blossom (BUD-02)', date: '2026-11-27' },
}
