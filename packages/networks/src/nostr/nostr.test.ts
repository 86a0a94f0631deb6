import { createHash } from 'node:crypto'
import { decode, nsecEncode } from 'nostr-tools/nip19'
import { finalizeEvent, generateSecretKey, getPublicKey, verifyEvent } from 'nostr-tools/pure'
import { afterEach, expect, test } from 'vitest'
import type { PublishInput } from '../port/network-adapter.ts'
import { createFakeFetch, type FakeAnswer } from '../testing/fake-fetch.ts'
import { mediaFile } from '../testing/media-file.ts'
import { memoryProgress, publishInput } from '../testing/publish-input.ts'
import { startRelay, type Policy, type Relay } from '../testing/start-relay.ts'
import { createNostr } from './index.ts'

const nostr = createNostr()
const secretKey = generateSecretKey()
const pubkey = getPublicKey(secretKey)
const privateKey = nsecEncode(secretKey)
const nowhere = 'ws://127.0.0.1:9'
const openSocket = (url: string) => new WebSocket(url)

const running: Relay[] = []
const relayWith = async (policy?: Policy) => {
  const relay = await startRelay(policy ? { policy } : {})
  running.push(relay)
  return relay
}
afterEach(async () => {
  await Promise.all(running.splice(0).map(({ stop }) => stop()))
})
const input = (relays: string[], more: Parameters<typeof publishInput>[0] = {}): PublishInput =>
  publishInput({ openSocket, ...more, credentials: { privateKey, relays: relays.join(', '), ...more.credentials } })
const warningsOf = async (made: PublishInput) => (await nostr.finalize?.({ ...made, published: { remoteId: 'x', url: null } }))?.warnings
const only = ({ events }: Relay) => {
  const [event, ...more] = events.values()
  if (event === undefined || more.length > 0) throw new Error(`one event was expected, not ${events.size}`)
  return event
}

test('a note is signed by the account, taken by two relays, and found again', async () => {
  const [one, two] = [await relayWith(), await relayWith()]
  const made = input([one.url, two.url], { item: { facets: [{ kind: 'tag', byteStart: 0, byteEnd: 5, value: 'Flow' }], options: { contentWarning: 'Loud' } } })
  expect(await nostr.probe(made)).toBeUndefined()
  const published = await nostr.submit(made)
  const event = only(one)
  expect(event).toEqual(only(two))
  expect(verifyEvent({ ...event })).toBe(true)
  expect(event).toMatchObject({
    kind: 1,
    pubkey,
    content: 'Hello from Flow!',
    tags: [
      ['t', 'flow'],
      ['content-warning', 'Loud'],
    ],
  })
  expect(published).toEqual({ remoteId: event.id, url: expect.stringMatching(/^https:\/\/njump\.me\/nevent1/), ref: { pubkey } })
  expect(decode(published && 'url' in published ? String(published.url?.split('/').at(-1)) : '')).toMatchObject({
    type: 'nevent',
    data: { id: event.id, author: pubkey },
  })
  expect(await nostr.probe(made)).toEqual(published)
  expect(await warningsOf(made)).toEqual([])
})

test('a repeat sends the very same event, which a relay that has it counts as taken', async () => {
  const relay = await relayWith()
  const made = input([relay.url])
  const published = await nostr.submit(made)
  expect(await nostr.submit({ ...made, attemptNo: 2, clock: { now: () => new Date('2030-01-01') } })).toEqual(published)
  expect(relay.received).toHaveLength(2)
  expect(relay.events.size).toBe(1)
})

test('an answer that got lost leaves the outcome open, and the look-up decides', async () => {
  let isLost = true
  const relay = await relayWith(() => (isLost ? 'keep-and-go' : undefined))
  const made = input([relay.url])
  await expect(nostr.submit(made)).rejects.toMatchObject({ kind: 'outcome_unknown' })
  isLost = false
  expect(await nostr.probe(made)).toMatchObject({ remoteId: only(relay).id })
  expect(await nostr.submit(made)).toMatchObject({ remoteId: only(relay).id })
})

test('one relay is enough, and the owner is told of the others', async () => {
  const [good, strict] = [await relayWith(), await relayWith(() => ({ refuse: 'blocked: members only' }))]
  const made = input([good.url, strict.url, nowhere])
  await nostr.submit(made)
  expect(await warningsOf(made)).toEqual([
    `Not on every relay: ${new URL(strict.url).host} refused it: blocked: members only.`,
    "Not on every relay: 127.0.0.1:9 can't be reached.",
  ])
})

test.each<[string, Policy | undefined, string]>([
  ['blocked: you are banned', (_) => ({ refuse: 'blocked: you are banned' }), 'permission_missing'],
  ['auth-required: log in', (_) => ({ refuse: 'auth-required: log in' }), 'permission_missing'],
  ['pow: 20 bits needed', (_) => ({ refuse: 'pow: 20 bits needed' }), 'permission_missing'],
  ['rate-limited: slow down', (_) => ({ refuse: 'rate-limited: slow down' }), 'rate_limited'],
  ['error: disk', (_) => ({ refuse: 'error: disk' }), 'unavailable'],
  ['invalid: too large', (_) => ({ refuse: 'invalid: too large' }), 'content_rejected'],
  ['is too busy', (_) => 'busy', 'rate_limited'],
  ["can't be reached", undefined, 'unavailable'],
])('a relay that says "%s" is told in the error', async (said, policy, kind) => {
  const relays = policy ? [(await relayWith(policy)).url] : [nowhere]
  await expect(nostr.submit(input(relays))).rejects.toMatchObject({ kind, message: expect.stringContaining(said) })
})

test('a part answers the one before it and names the first', async () => {
  const relay = await relayWith()
  const root = await nostr.submit(input([relay.url]))
  if ('handle' in root) throw new Error('it should be published')
  const second = await nostr.submit(input([relay.url], { item: { kind: 'part', no: 1, text: 'Two', parent: root, root } }))
  if ('handle' in second) throw new Error('it should be published')
  await nostr.submit(input([relay.url], { item: { kind: 'comment', no: 2, text: 'Three', parent: second, root } }))
  const tagsOf = (content: string) => [...relay.events.values()].find((event) => event.content === content)?.tags
  expect(tagsOf('Two')).toEqual([
    ['e', root.remoteId, relay.url, 'root', pubkey],
    ['p', pubkey],
  ])
  expect(tagsOf('Three')).toEqual([
    ['e', root.remoteId, relay.url, 'root', pubkey],
    ['e', second.remoteId, relay.url, 'reply', pubkey],
    ['p', pubkey],
  ])
})

test('an article has title, summary and address, and what follows it are comments', async () => {
  const relay = await relayWith()
  const options = { format: 'article', summary: 'Short' }
  await expect(nostr.submit(input([relay.url], { item: { options } }))).rejects.toMatchObject({
    kind: 'content_rejected',
    message: expect.stringContaining('title'),
  })
  const media = [mediaFile({ altText: 'A' }), mediaFile({ key: 'media_2', altText: 'B]', publicUrl: 'https://flow.example/2' })]
  const root = await nostr.submit(input([relay.url], { item: { title: 'Hello from Flow!', text: '# Hi', media, options } }))
  if ('handle' in root) throw new Error('it should be published')
  const event = only(relay)
  const address = `30023:${pubkey}:hello-from-flow-b2549aa9`
  expect(event).toMatchObject({ kind: 30_023, content: '# Hi\n\n![B\\]](https://flow.example/2)' })
  expect(event.tags.slice(0, 5)).toEqual([
    ['d', 'hello-from-flow-b2549aa9'],
    ['title', 'Hello from Flow!'],
    ['published_at', String(event.created_at)],
    ['summary', 'Short'],
    ['image', 'https://flow.example/media/media_1'],
  ])
  expect(root).toEqual({ remoteId: event.id, url: expect.stringContaining('/naddr1'), ref: { pubkey, address } })
  await nostr.submit(input([relay.url], { item: { kind: 'part', no: 1, text: 'More', parent: root, root, options } }))
  const comment = [...relay.events.values()].find(({ kind }) => kind === 1_111)
  expect(comment?.tags).toEqual([
    ['A', address, relay.url, pubkey],
    ['K', '30023'],
    ['P', pubkey, relay.url],
    ['a', address, relay.url, pubkey],
    ['e', root.remoteId, relay.url, pubkey],
    ['k', '30023'],
    ['p', pubkey, relay.url],
  ])
})

test('media go to the Blossom server under a signed leave, once, and stand in the note with what is known of them', async () => {
  let isUp = false
  const relay = await relayWith(() => (isUp ? undefined : { refuse: 'error: down' }))
  const blob = 'https://blossom.example.com/abc.png'
  const { fetch, calls, headers } = createFakeFetch(() => ({ json: { url: blob } }))
  const made = input([relay.url], {
    fetch,
    progress: memoryProgress(),
    credentials: { blossomServer: 'https://blossom.example.com/' },
    item: { media: [mediaFile({ altText: 'A\ndot' })] },
  })
  await expect(nostr.submit(made)).rejects.toMatchObject({ kind: 'unavailable' })
  isUp = true
  await nostr.submit(made)
  const x = createHash('sha256')
    .update(new Uint8Array([1, 2, 3]))
    .digest('hex')
  expect(calls).toEqual([{ url: 'https://blossom.example.com/upload', method: 'PUT', body: new Uint8Array([1, 2, 3]) }])
  const leave = JSON.parse(Buffer.from((headers[0]?.get('authorization') ?? '').replace('Nostr ', ''), 'base64').toString())
  expect(verifyEvent(leave)).toBe(true)
  expect(leave).toMatchObject({
    kind: 24_242,
    pubkey,
    tags: [
      ['t', 'upload'],
      ['x', x],
      ['expiration', String(leave.created_at + 600)],
    ],
  })
  expect(only(relay)).toMatchObject({
    content: `Hello from Flow!\n\n${blob}`,
    tags: [['imeta', `url ${blob}`, 'm image/png', `x ${x}`, 'dim 640x480', 'alt A dot']],
  })
})

test.each<[FakeAnswer, string]>([
  [{ status: 401, headers: { 'x-reason': 'not a member' } }, 'permission_missing'],
  [{ status: 413, headers: { 'x-reason': 'too large' } }, 'media_rejected'],
  [{ status: 429 }, 'rate_limited'],
  [{ status: 500 }, 'unavailable'],
])('a Blossom server that answers %j', async (answer, kind) => {
  const { fetch } = createFakeFetch(() => answer)
  const credentials = { blossomServer: 'https://blossom.example.com' }
  await expect(nostr.submit(input([nowhere], { fetch, credentials, item: { media: [mediaFile()] } }))).rejects.toMatchObject({ kind })
})

test('an account is its public key, by the name that a relay knows', async () => {
  const relay = await relayWith()
  const made = input([relay.url, nowhere])
  const npub = expect.stringMatching(/^npub1/)
  expect(await nostr.verify?.(made)).toEqual({
    remoteId: pubkey,
    handle: npub,
    displayName: npub,
    url: expect.stringMatching(/^https:\/\/njump\.me\/npub1/),
    expiresAt: null,
  })
  const profile = finalizeEvent({ kind: 0, created_at: 1_700_000_000, tags: [], content: JSON.stringify({ name: 'Flow news' }) }, secretKey)
  relay.events.set(profile.id, profile)
  expect(await nostr.verify?.(made)).toMatchObject({ displayName: 'Flow news' })
  const hex = Buffer.from(secretKey).toString('hex')
  expect(await nostr.verify?.(input([relay.url], { credentials: { privateKey: hex } }))).toMatchObject({ remoteId: pubkey })
  await expect(nostr.verify?.(input([nowhere]))).rejects.toMatchObject({ kind: 'unavailable' })
})

test.each([
  '',
  'nsec1vl029mgpspedva04g90vltkh6fvh240zqtv9k0t9af8935ke9laqsnlfe6',
  'npub10elfcs4fr0l0r8af98jlmgdh9c8tcxjvz9qkw038js35mp4dma8qzvjptg',
  '0'.repeat(64),
])('what is no private key is refused without being shown: %j', async (wrong) => {
  const error = await nostr.submit(input([nowhere], { credentials: { privateKey: wrong } })).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ kind: 'credentials_expired' })
  if (wrong !== '') expect(String(error)).not.toContain(wrong)
})
