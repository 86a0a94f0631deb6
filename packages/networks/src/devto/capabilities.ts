import type { Capabilities } from '../port/capabilities.ts'
import { anyImages, plainText } from '../port/limits.ts'

export const devtoCapabilities: Capabilities = {
  network: 'devto',
  displayName: 'DEV',
  auth: 'token',
  modes: ['live'],
  credentialFields: [
    {
      name: 'apiKey',
      label: 'API key',
      help: 'On dev.to: Settings, Extensions, DEV Community API Keys, Generate API Key.',
      isSecret: true,
      isRequired: true,
      pattern: '^[A-Za-z0-9_-]+$',
      example: 'aB3dE5fG7hJ9kL1mN3pQ5rS7',
    },
    {
      name: 'server',
      label: 'Server',
      help: 'Of another site that runs Forem; without one it is https://dev.to.',
      isSecret: false,
      isRequired: false,
      pattern: '^https?://[^\\s/]+(?:/.*)?$',
      example: 'https://dev.to',
    },
  ],
  host: 'customer',
  fetchesMedia: true,
  options: [
    { name: 'published', label: 'Published', help: 'Off: the article waits on the site as a draft.', kind: 'boolean', default: true },
    { name: 'tags', label: 'Tags', help: 'At most four, of letters and digits; all else is left out of them.', kind: 'texts', maxItems: 4, maxLength: 30 },
    {
      name: 'canonicalUrl',
      label: 'Canonical URL',
      help: 'Where the text stands in the first place; each may be named by one article alone.',
      kind: 'text',
      maxLength: 2_000,
    },
    { name: 'description', label: 'Description', help: 'What lists and search engines show.', kind: 'text', maxLength: 300 },
    { name: 'series', label: 'Series', help: 'The name of the series of articles that this one belongs to.', kind: 'text', maxLength: 200 },
  ],
  // The text is Markdown as the site reads it, liquid tags included. 800 KB: article.rb, BYTE_SIZE_LIMIT.
  text: { ...plainText, maxBytes: 800_000 },
  title: { max: 128, isRequired: true },
  // A thread is one article: each part is paragraphs of it.
  thread: { style: 'whole', maxParts: 24 },
  // There is no upload: images are shown from their own address. Their number is Flow's.
  media: { max: 50, isRequired: false, isMixed: false, maxAltText: null, images: { ...anyImages, max: 50 }, videos: null },
  comment: null,
  submitTimeoutMs: 30_000,
  isSerialPerConnection: true,
  isSubmitIdempotent: false,
  isProbeable: true,
  rates: { app: null, account: [{ max: 10, seconds: 30 }] },
  apiVersion: { name: 'v1', sunsetOn: null },
  verifiedAgainst: 'simulator',
  source: { description: 'https://developers.forem.com/api/v1', date: '2026-11-27' },
}
