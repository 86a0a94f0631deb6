import type { Capabilities } from '../port/capabilities.ts'
import { anyImages, anyVideos, plainText } from '../port/limits.ts'

export const wordpressCapabilities: Capabilities = {
  network: 'wordpress',
  displayName: 'WordPress',
  auth: 'token',
  modes: ['live'],
  credentialFields: [
    {
      name: 'server',
      label: 'Server',
      help: 'The address of the site, as its own settings name it: Settings, General, Site Address. A page of it will do.',
      isSecret: false,
      isRequired: true,
      pattern: '^https?://[^\\s/]+(?:/.*)?$',
      example: 'https://blog.example.com',
    },
    {
      name: 'username',
      label: 'User name',
      help: 'The name you sign in with: an author, an editor or an administrator.',
      isSecret: false,
      isRequired: true,
      pattern: '^[^\\s:](?:[^:]*[^\\s:])?$',
      example: 'editor',
    },
    {
      name: 'applicationPassword',
      label: 'Application password',
      help: 'In WordPress: Users, Profile, Application Passwords, Add New. Not the password you sign in with. Spaces in it do no harm.',
      isSecret: true,
      isRequired: true,
      pattern: '^\\S(?:.*\\S)?$',
      example: 'abcd EFGH 1234 ijkl MNOP 6789',
    },
  ],
  host: 'customer',
  options: [
    {
      name: 'status',
      label: 'Status',
      help: 'Whether the post is published, or waits on the site as a draft, for review, or for signed-in editors alone.',
      kind: 'choice',
      choices: [
        { value: 'publish', label: 'Published' },
        { value: 'draft', label: 'Draft' },
        { value: 'pending', label: 'Pending review' },
        { value: 'private', label: 'Private' },
      ],
      default: 'publish',
    },
    {
      name: 'categories',
      label: 'Categories',
      help: 'By name. One that the site lacks is created, where the user may do that.',
      kind: 'texts',
      maxItems: 20,
      maxLength: 200,
    },
    { name: 'tags', label: 'Tags', help: 'By name. One that the site lacks is created.', kind: 'texts', maxItems: 30, maxLength: 200 },
    {
      name: 'excerpt',
      label: 'Excerpt',
      help: 'What lists of posts show; without one, WordPress takes the beginning of the text.',
      kind: 'text',
      maxLength: 2_000,
    },
  ],
  text: { ...plainText, hasFacets: true },
  // The column takes 65,535 bytes; nothing beyond a line is of use as a title.
  title: { max: 1_000, isRequired: true },
  // A thread is one post: each part is paragraphs of it.
  thread: { style: 'whole', maxParts: 24 },
  // A site's own upload limit is not told by its API; the number of media is Flow's.
  media: {
    max: 50,
    isRequired: false,
    isMixed: true,
    maxAltText: null,
    images: { ...anyImages, max: 50 },
    videos: { ...anyVideos, max: 50 },
  },
  comment: null,
  submitTimeoutMs: 120_000,
  isSerialPerConnection: true,
  // The slug is looked up before a repeat, but a site takes two posts of the same slug and numbers the second.
  isSubmitIdempotent: false,
  isProbeable: true,
  rates: { app: null, account: [] },
  apiVersion: { name: 'wp/v2', sunsetOn: null },
  verifiedAgainst: 'real-server',
  source: {
    description: 'https://developer.wordpress.org/rest-api/reference/posts/, and WordPress 6.1.9, 6.5.5 and a 6.7 before its release themselves',
    date: '2026-11-28',
  },
}
