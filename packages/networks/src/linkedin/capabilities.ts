import type { Capabilities } from '../port/capabilities.ts'
import { anyImages, anyVideos, plainText } from '../port/limits.ts'
import { toApiVersion } from './to-api-version.ts'

export const linkedinCapabilities: Capabilities = {
  network: 'linkedin',
  displayName: 'LinkedIn',
  // By OAuth a member is connected. A company page is named by its author, together with a token of one of its administrators.
  auth: 'token',
  modes: ['live'],
  credentialFields: [
    {
      name: 'accessToken',
      label: 'Access token',
      help: 'From the token generator of your application at linkedin.com/developers, with w_member_social, or for a company page w_organization_social, r_organization_social and rw_organization_admin. It ends after 60 days.',
      isSecret: true,
      isRequired: true,
      pattern: '^[\\w.~+/=-]{16,}$',
      example: 'AQVh7cKZexampleTokenOfLinkedIn_1234567890',
    },
    {
      name: 'authorUrn',
      label: 'Author',
      help: 'Who posts: the company page, such as urn:li:organization:2414183 with the number from its administration address. Leave it out to post as the member whose token it is.',
      isSecret: false,
      isRequired: false,
      pattern: '^urn:li:(?:organization:\\d+|person:[\\w-]+)$',
      example: 'urn:li:organization:2414183',
    },
  ],
  oauth: {
    issuer: 'https://www.linkedin.com/oauth',
    authorizationUrl: 'https://www.linkedin.com/oauth/v2/authorization',
    tokenUrl: 'https://www.linkedin.com/oauth/v2/accessToken',
    scopes: ['openid', 'profile', 'w_member_social'],
    clientAuthentication: 'client_secret_post',
    extraParameters: {},
    // LinkedIn has PKCE for native applications alone, at addresses of their own.
    pkce: 'none',
  },
  oauthFields: { authorUrn: 'optional' },
  host: 'fixed',
  options: [
    {
      name: 'visibility',
      label: 'Visibility',
      help: 'Who sees the post. A company page posts for everybody.',
      kind: 'choice',
      choices: [
        { value: 'PUBLIC', label: 'Everybody' },
        { value: 'CONNECTIONS', label: 'Connections' },
        { value: 'LOGGED_IN', label: 'Members who are signed in' },
      ],
      default: 'PUBLIC',
    },
    {
      name: 'linkTitle',
      label: 'Title of the link',
      help: 'LinkedIn reads no titles from pages: what the card of the first link says, where the post has no media; else the name of its site.',
      kind: 'text',
      maxLength: 400,
    },
    {
      name: 'linkDescription',
      label: 'Description of the link',
      help: 'What the card of the first link says under its title.',
      kind: 'text',
      maxLength: 4_086,
    },
    { name: 'isReshareDisabled', label: 'No reposts', help: 'Keeps others from reposting the post.', kind: 'boolean', default: false },
  ],
  // What is longer, LinkedIn cuts without a word; so its characters are read in the stricter way.
  text: { ...plainText, max: 3_000, unit: 'utf16-units', markup: 'linkedin' },
  title: null,
  thread: { style: 'none', maxParts: 0 },
  media: {
    max: 20,
    isRequired: false,
    isMixed: false,
    maxAltText: 4_086,
    images: { ...anyImages, max: 20, types: ['image/jpeg', 'image/png', 'image/gif'], maxBytes: 8_388_608, maxPixels: 36_152_320 },
    videos: { ...anyVideos, max: 1, types: ['video/mp4'], maxBytes: 524_288_000, maxSeconds: 1_800 },
  },
  comment: { ...plainText, max: 1_250, unit: 'utf16-units' },
  submitTimeoutMs: 120_000,
  isSerialPerConnection: true,
  isSubmitIdempotent: false,
  // A member's own posts can be read with a permission alone that LinkedIn gives to few; a company page's can (`capabilitiesFor`).
  isProbeable: false,
  rates: { app: null, account: [{ max: 100, seconds: 86_400 }] },
  apiVersion: toApiVersion('202607'),
  verifiedAgainst: 'simulator',
  source: {
    description:
      'https://learn.microsoft.com/linkedin/marketing/community-management/shares/posts-api and https://learn.microsoft.com/linkedin/marketing/versioning',
    date: '2026-11-27',
  },
}
