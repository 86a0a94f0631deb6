import type { Capabilities } from '../port/capabilities.ts'
import { anyImages, plainText } from '../port/limits.ts'

export const ghostCapabilities: Capabilities = {
  network: 'ghost',
  displayName: 'Ghost',
  auth: 'token',
  modes: ['live'],
  credentialFields: [
    {
      name: 'server',
      label: 'Server',
      help: 'The API URL that Ghost shows beside the key: Settings, Integrations, Add custom integration.',
      isSecret: false,
      isRequired: true,
      pattern: '^https?://[^\\s/]+(?:/.*)?$',
      example: 'https://news.example.com',
    },
    {
      name: 'adminApiKey',
      label: 'Admin API key',
      help: 'The Admin API key of that integration, not its Content API key: an id and a secret with a colon between.',
      isSecret: true,
      isRequired: true,
      pattern: '^[0-9a-f]{24}:[0-9a-f]{64}$',
      example: '6748592f4b9b7700010f6564:b1b5b9c1d4e5f6a7b8c9d0e1f2a3b4c5d6e7f8a9b0c1d2e3f4a5b6c7d8e9f0a1',
    },
  ],
  host: 'customer',
  options: [
    {
      name: 'status',
      label: 'Status',
      help: 'Whether the post is published or waits on the site as a draft. Flow sends no newsletter.',
      kind: 'choice',
      choices: [
        { value: 'published', label: 'Published' },
        { value: 'draft', label: 'Draft' },
      ],
      default: 'published',
    },
    {
      name: 'tags',
      label: 'Tags',
      help: 'By name; the first is the primary one. A tag that the site lacks is created.',
      kind: 'texts',
      maxItems: 30,
      maxLength: 191,
    },
    { name: 'excerpt', label: 'Excerpt', help: 'What lists of posts show; without one, Ghost takes the beginning of the text.', kind: 'text', maxLength: 300 },
    { name: 'canonicalUrl', label: 'Canonical URL', help: 'Where the text stands in the first place, for search engines.', kind: 'text', maxLength: 2_000 },
    {
      name: 'visibility',
      label: 'Visibility',
      help: 'Who may read the post on the site.',
      kind: 'choice',
      choices: [
        { value: 'public', label: 'Everybody' },
        { value: 'members', label: 'Members' },
        { value: 'paid', label: 'Paying members' },
      ],
      default: null,
    },
  ],
  text: { ...plainText, hasFacets: true },
  title: { max: 255, isRequired: true },
  // A thread is one post: each part is paragraphs of it.
  thread: { style: 'whole', maxParts: 24 },
  // A site's own upload limit is not told by its API; the number of images is Flow's. 191: of the feature image's alternative text.
  media: { max: 50, isRequired: false, isMixed: false, maxAltText: 191, images: { ...anyImages, max: 50 }, videos: null },
  comment: null,
  submitTimeoutMs: 60_000,
  isSerialPerConnection: true,
  // The slug is looked up before a repeat, but a site takes two posts of the same slug and numbers the second.
  isSubmitIdempotent: false,
  isProbeable: true,
  rates: { app: null, account: [] },
  apiVersion: { name: 'v6.0', sunsetOn: null },
  verifiedAgainst: 'real-server',
  source: { description: 'https://docs.ghost.org/admin-api/, and Ghost 6.65.0 itself', date: '2026-11-28' },
}
