import type { Capabilities } from '../port/capabilities.ts'
import { anyImages, anyVideos, plainText, type TextLimits } from '../port/limits.ts'

const text: TextLimits = { ...plainText, max: 500, unit: 'emoji-as-bytes' }

export const threadsCapabilities: Capabilities = {
  network: 'threads',
  displayName: 'Threads',
  auth: 'oauth',
  modes: ['live'],
  credentialFields: [],
  oauth: {
    issuer: 'https://threads.net',
    authorizationUrl: 'https://threads.net/oauth/authorize',
    tokenUrl: 'https://graph.threads.net/oauth/access_token',
    scopes: ['threads_basic', 'threads_content_publish', 'threads_manage_replies'],
    clientAuthentication: 'client_secret_post',
    extraParameters: {},
    pkce: 'none',
    scopeSeparator: ',',
    longLived: {
      exchangeUrl: 'https://graph.threads.net/access_token',
      exchangeGrantType: 'th_exchange_token',
      refreshUrl: 'https://graph.threads.net/refresh_access_token',
      refreshGrantType: 'th_refresh_token',
    },
  },
  host: 'fixed',
  fetchesMedia: true,
  options: [
    {
      name: 'topicTag',
      label: 'Topic',
      help: 'The topic under which Threads shows the post: up to 50 characters, without a full stop or &.',
      kind: 'text',
      maxLength: 50,
    },
    {
      name: 'replyControl',
      label: 'Who may reply',
      help: 'Who may reply to the post; everybody where nothing is chosen.',
      kind: 'choice',
      choices: [
        { value: 'everyone', label: 'Everybody' },
        { value: 'accounts_you_follow', label: 'Accounts you follow' },
        { value: 'mentioned_only', label: 'Accounts you mention' },
        { value: 'followers_only', label: 'Your followers' },
        { value: 'parent_post_author_only', label: 'The author of the post you reply to' },
      ],
      default: null,
    },
  ],
  text,
  title: null,
  thread: { style: 'replies', maxParts: 24 },
  media: {
    max: 20,
    isRequired: false,
    isMixed: true,
    maxAltText: 1_000,
    // Wider images are made smaller by Threads itself.
    images: { ...anyImages, max: 20, types: ['image/jpeg', 'image/png'], maxBytes: 8_388_608, minRatio: 0.1, maxRatio: 10 },
    videos: { ...anyVideos, max: 20, maxBytes: 1_073_741_824, maxSeconds: 300 },
  },
  // A reply to the own post.
  comment: text,
  submitTimeoutMs: 120_000,
  isSerialPerConnection: true,
  isSubmitIdempotent: false,
  isProbeable: true,
  rates: { app: null, account: [{ max: 250, seconds: 86_400 }] },
  apiVersion: { name: 'v1.0', sunsetOn: null },
  verifiedAgainst: 'simulator',
  source: { description: 'https://developers.facebook.com/docs/threads/posts and https://developers.facebook.com/docs/threads/overview', date: '2026-11-27' },
}
