import { createHash } from 'node:crypto'
import type { Schemas } from '@flow/contract'
import type { Credentials } from '@flow/networks/port'
import type { PublishedItem } from '@flow/simulator'

/** One way to be connected to a network, and how the simulator shows what came through it. */
export type Seat = {
  network: string
  account: (input: { name: string; baseUrl: string }) => SeatAccount
  /** One of the network's options, and what of the call shows it; absent where the network has none. */
  options?: { given: NonNullable<Schemas['PostOverride']['options']>; sent: string }
  /** The text as a person reads it; as it stands where absent. */
  readText?: (text: string) => string
  /** The alternative text of the first medium; that of the medium itself where absent, `null` where the network has none. */
  readAlt?: ((item: PublishedItem) => string | null) | null
  /** Whether a medium is a post of its own beside the text. */
  hasOwnMedia?: true
  /** What a part of a thread answers; the one before it where absent. */
  answers?: 'the first' | 'nothing'
  /** Whether the id of what was made is told before the answer's body, so that a body that breaks off takes nothing away. */
  isToldByHeader?: true
  /** What becomes of a post and its connection where the network takes the credentials back; `credentials_expired` and `expired` where absent. */
  takenBack?: { reason: string; status: Schemas['ConnectionStatus'] }
}

/** `account`: what the simulator calls it; empty where that is the account's own id. `page`: one at LinkedIn that it administers. `fields`: what OAuth is told beforehand. */
export type SeatAccount = { account: string; page?: string; credentials: Credentials | 'OAuth'; fields?: Record<string, string> }

const hex = (text: string): string => createHash('sha256').update(text).digest('hex')
const digits = ({ text, length }: { text: string; length: number }): string => `1${String(BigInt(`0x${hex(text)}`)).slice(0, length - 1)}`
const decode = (text: string): string =>
  text.replace(/&(?:#(\d+)|lt|gt|amp|quot);/g, (whole, code: string) =>
    code ? String.fromCodePoint(Number(code)) : ({ '&lt;': '<', '&gt;': '>', '&quot;': '"' }[whole] ?? '&'),
  )
const fromHtml = (html: string): string =>
  decode(
    html
      .replaceAll(/<!--.*?-->\n?/gs, '')
      .replaceAll(/<\/p>\s*/g, '\n\n')
      .replaceAll(/<[^>]*>/g, ''),
  ).trim()
const postOf = (text: string): { data: { text: string; parts: string[]; media: { altText: string }[] } } => JSON.parse(text)

/** By name. A network that accounts are connected to in two ways has two. */
export const seats: Readonly<Record<string, Seat>> = {
  bluesky: {
    network: 'bluesky',
    account: ({ name, baseUrl }) => ({
      account: `${name}.test`,
      credentials: { server: baseUrl, identifier: `${name}.test`, appPassword: 'abcd-efgh-ijkl-mnop' },
    }),
    options: { given: { languages: ['pt-BR'] }, sent: '"langs":["pt-BR"]' },
  },
  devto: {
    network: 'devto',
    account: ({ name, baseUrl }) => ({ account: name, credentials: { apiKey: name, server: baseUrl } }),
    options: { given: { tags: ['flow'] }, sent: '"tags":["flow"]' },
    readAlt: null,
  },
  discord: {
    network: 'discord',
    account: ({ name }) => {
      const id = digits({ text: name, length: 18 })
      return { account: id, credentials: { webhookUrl: `https://discord.com/api/webhooks/${id}/secret-${name}` } }
    },
    options: { given: { username: 'Herald' }, sent: '"username":"Herald"' },
    // Discord has no replies by webhook.
    answers: 'nothing',
  },
  'discord-bot': {
    network: 'discord',
    account: ({ name }) => {
      const botToken = `bot-token-of-account.part.${name}-part-3`
      return { account: botToken, credentials: { botToken, channelId: digits({ text: name, length: 18 }) } }
    },
    options: { given: { linkPreview: false }, sent: '"flags":4' },
  },
  ghost: {
    network: 'ghost',
    account: ({ name, baseUrl }) => {
      const keyId = hex(name).slice(0, 24)
      // The path /ghost is the blog's administration, which the address may end with.
      return { account: keyId, credentials: { server: `${baseUrl}/ghost`, adminApiKey: `${keyId}:${hex(`secret of ${name}`)}` } }
    },
    options: { given: { canonicalUrl: 'https://flow.example/first' }, sent: '"canonical_url":"https://flow.example/first"' },
    readText: fromHtml,
  },
  linkedin: {
    network: 'linkedin',
    account: ({ name }) => ({ account: name, credentials: 'OAuth' }),
    isToldByHeader: true,
    options: { given: { visibility: 'CONNECTIONS' }, sent: '"visibility":"CONNECTIONS"' },
  },
  'linkedin-page': {
    network: 'linkedin',
    account: ({ name }) => {
      const page = digits({ text: name, length: 8 })
      return { account: `token-of-${name}`, page, credentials: { accessToken: `token-of-${name}`, authorUrn: `urn:li:organization:${page}` } }
    },
    isToldByHeader: true,
    options: { given: { isReshareDisabled: true }, sent: '"isReshareDisabledByAuthor":true' },
  },
  mastodon: {
    network: 'mastodon',
    account: ({ name, baseUrl }) => ({ account: name, credentials: { server: baseUrl, accessToken: name } }),
    options: { given: { visibility: 'unlisted' }, sent: '"visibility":"unlisted"' },
  },
  matrix: {
    network: 'matrix',
    account: ({ name, baseUrl }) => ({ account: name, credentials: { server: baseUrl, accessToken: name, roomId: `!${name}:simulator.test` } }),
    options: { given: { notice: true }, sent: '"msgtype":"m.notice"' },
    hasOwnMedia: true,
    answers: 'the first',
  },
  nostr: {
    network: 'nostr',
    account: ({ name, baseUrl }) => {
      const relay = baseUrl.replace('http', 'ws')
      return { account: '', credentials: { privateKey: hex(name), relays: `${relay}/one ${relay}/two`, blossomServer: baseUrl } }
    },
    options: { given: { contentWarning: 'Dots' }, sent: '["content-warning","Dots"]' },
    // Media are addresses at the end of the text.
    readText: (text) => text.replace(/\n\nhttp\S+$/, ''),
    // One relay may refuse a key that others take, so it says nothing about the key.
    takenBack: { reason: 'permission_missing', status: 'error' },
  },
  slack: {
    network: 'slack',
    account: ({ name }) => ({ account: `xoxb-${name}`, credentials: { botToken: `xoxb-${name}`, channel: `C${digits({ text: name, length: 10 })}` } }),
    options: { given: { linkPreview: false }, sent: '"unfurl_links":false' },
    readText: decode,
    answers: 'the first',
  },
  'slack-oauth': {
    network: 'slack',
    account: ({ name }) => ({ account: name, credentials: 'OAuth', fields: { channel: `C${digits({ text: name, length: 10 })}` } }),
    options: { given: { linkPreview: false }, sent: '"unfurl_links":false' },
    readText: decode,
    answers: 'the first',
  },
  telegram: {
    network: 'telegram',
    account: ({ name }) => {
      const botToken = `${digits({ text: name, length: 9 })}:telegram-bot-token-for-tests-${name}`
      return { account: botToken, credentials: { botToken, chatId: `@chat_${name.replaceAll('-', '_')}` } }
    },
    options: { given: { silent: true }, sent: '"disable_notification":true' },
    readAlt: null,
  },
  threads: {
    network: 'threads',
    account: ({ name }) => ({ account: name, credentials: 'OAuth' }),
    options: { given: { topicTag: 'Flow' }, sent: 'topic_tag=Flow' },
  },
  webhook: {
    network: 'webhook',
    account: ({ name, baseUrl }) => ({
      account: name,
      credentials: { url: `${baseUrl}/${name}`, secret: `whsec_${Buffer.from(hex(name)).toString('base64')}` },
    }),
    readText: (text) => [postOf(text).data.text, ...postOf(text).data.parts].join('\n\n'),
    readAlt: ({ text }) => postOf(text).data.media[0]?.altText ?? null,
  },
  wordpress: {
    network: 'wordpress',
    account: ({ name, baseUrl }) => ({
      account: name,
      credentials: { server: baseUrl, username: name, applicationPassword: 'abcd EFGH 1234 ijkl MNOP 6789' },
    }),
    options: { given: { excerpt: 'In short' }, sent: '"excerpt":"In short"' },
    readText: fromHtml,
  },
  x: {
    network: 'x',
    account: ({ name }) => ({ account: name, credentials: 'OAuth' }),
    options: { given: { replySettings: 'following' }, sent: '"reply_settings":"following"' },
  },
}
