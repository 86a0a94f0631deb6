import { createNetworks } from '@flow/networks'
import type { Credentials, PublishInput, PublishItem } from '@flow/networks/port'
import type { Schemas } from '@flow/contract'
import type { AppBskyFeedPost } from '@atproto/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBlueskyPds, type BlueskyAccount, type BlueskyPds } from './bluesky-pds.ts'
import { inputOf, pictureOf } from './adapter-input.ts'
import { runFlow, until, type RunningFlow } from './running-flow.ts'

let pds: BlueskyPds
let flow: RunningFlow
let ada: BlueskyAccount
let bob: BlueskyAccount

beforeAll(async () => {
  pds = await startBlueskyPds()
  ;[ada, bob] = [await pds.createAccount('ada'), await pds.createAccount('bob')]
  flow = await runFlow({ env: { FLOW_ALLOW_PRIVATE_NETWORKS: 'true' } })
})
afterAll(async () => {
  await flow?.stop()
  await pds?.stop()
})

const bluesky = createNetworks({ baseUrls: {} }).get('bluesky')
const loginOf = ({ handle, appPassword }: BlueskyAccount) => ({ server: pds.url, identifier: handle, appPassword })
const recordsOf = async ({ agent, did }: BlueskyAccount) =>
  (await agent.com.atproto.repo.listRecords({ repo: did, collection: 'app.bsky.feed.post', limit: 100 })).data.records.map(({ uri, cid, value }) => ({
    uri,
    cid,
    // The collection holds posts alone.
    post: value as AppBskyFeedPost.Record,
  }))
const withText = async ({ account, text }: { account: BlueskyAccount; text: string }) => (await recordsOf(account)).filter(({ post }) => post.text === text)

async function connectChannel(account: BlueskyAccount): Promise<string> {
  const connected = await flow.call('POST', '/v1/connections', { body: { network: 'bluesky', credentials: loginOf(account) } })
  expect(connected.status, connected.text).toBe(201)
  const connection = connected.json.data as Schemas['Connection']
  expect(connection).toMatchObject({
    status: 'active',
    account: { id: account.did, handle: `@${account.handle}`, url: `https://bsky.app/profile/${account.did}` },
  })
  const body = { name: account.handle, connectionIds: [connection.id], feedEnabled: false }
  return ((await flow.call('POST', '/v1/channels', { body })).json.data as Schemas['Channel']).id
}

async function publishByFlow({ channelId, content }: { channelId: string; content: string }): Promise<Schemas['Publication']> {
  const { id } = (await flow.call('POST', '/v1/posts', { body: { channelId, content } })).json.data as Schemas['Post']
  const read = async () => (await flow.call('GET', `/v1/posts/${id}`)).json.data as Schemas['Post']
  await until('the post has ended', async () => ['done', 'blocked'].includes((await read()).status), 50_000)
  const [publication] = (await flow.call('GET', `/v1/posts/${id}/publications`)).json.data as Schemas['Publication'][]
  if (!publication) throw new Error('the post has no publication')
  return publication
}

test('over the API: connect by an app password, post, read the record back at the PDS, delete it', async () => {
  const channelId = await connectChannel(ada)
  const publication = await publishByFlow({ channelId, content: 'Over the API' })
  expect(publication).toMatchObject({ status: 'published', attempts: 1 })
  const [record, ...others] = await withText({ account: ada, text: 'Over the API' })
  expect(others).toEqual([])
  const rkey = record?.uri.split('/').at(-1) ?? ''
  expect(publication.url).toBe(`https://bsky.app/profile/${ada.did}/post/${rkey}`)
  await ada.agent.deletePost(record?.uri ?? '')
  expect(await withText({ account: ada, text: 'Over the API' })).toEqual([])
})

test('over the API: wrong credentials are told in plain words', async () => {
  const credentials = { ...loginOf(ada), appPassword: 'aaaa-bbbb-cccc-dddd' }
  const refused = await flow.call('POST', '/v1/connections', { body: { network: 'bluesky', credentials } })
  expect(refused.json.error).toMatchObject({ code: 'CREDENTIALS_REJECTED', message: expect.stringContaining('app password') })
})

test('over the API: a mention, a link and a tag go beside the text', async () => {
  const text = 'Hi @bob.test see https://a.example/x #news'
  await publishByFlow({ channelId: await connectChannel(ada), content: text })
  const [record] = await withText({ account: ada, text })
  expect(record?.post.facets).toEqual(facetsAtServer())
})

test('over the API: an answer that is lost leaves exactly one record', async () => {
  const channelId = await connectChannel(ada)
  pds.proxy.loseAnswer('com.atproto.repo.putRecord')
  const publication = await publishByFlow({ channelId, content: 'Lost on the way' })
  expect(publication).toMatchObject({ status: 'published', url: expect.stringContaining(ada.did) })
  expect(await withText({ account: ada, text: 'Lost on the way' })).toHaveLength(1)
})

const bytesOf = (text: string) => Buffer.byteLength(text)
const mentioning = 'Grüße 👋 @bob.test, see https://a.example/x #news'
const facetOf = (kind: PublishItem['facets'][number]['kind'], shown: string, value: string) => {
  const byteStart = bytesOf(mentioning.slice(0, mentioning.indexOf(shown)))
  return { byteStart, byteEnd: byteStart + bytesOf(shown), kind, value }
}
const facetsAtServer = () =>
  [
    { byteStart: 3, byteEnd: 12, feature: { $type: 'app.bsky.richtext.facet#mention', did: bob.did } },
    { byteStart: 17, byteEnd: 36, feature: { $type: 'app.bsky.richtext.facet#link', uri: 'https://a.example/x' } },
    { byteStart: 37, byteEnd: 42, feature: { $type: 'app.bsky.richtext.facet#tag', tag: 'news' } },
  ].map(({ byteStart, byteEnd, feature }) => ({ index: { byteStart, byteEnd }, features: [feature] }))

async function signIn(account: BlueskyAccount): Promise<Credentials> {
  const login = loginOf(account)
  const verified = await bluesky?.verify?.(inputOf({ credentials: login, item: {} }))
  expect(verified?.expiresAt?.getTime()).toBeGreaterThan(Date.now() + 60 * 60_000)
  expect(verified?.credentials).toMatchObject({ did: account.did, pds: pds.url })
  return { ...login, ...verified?.credentials }
}

const submit = async (input: PublishInput) => {
  const published = await bluesky?.submit(input)
  if (!published || 'handle' in published) throw new Error('Bluesky publishes at once')
  return published
}

test('the adapter: a mention, a link and a tag are where the server finds them in a text of many bytes', async () => {
  const facets = [facetOf('mention', '@bob.test', 'bob.test'), facetOf('link', 'https://a.example/x', 'https://a.example/x'), facetOf('tag', '#news', 'news')]
  const unknown = { byteStart: 0, byteEnd: 7, kind: 'mention' as const, value: 'nobody.test' }
  const item = { text: mentioning, facets: [unknown, ...facets], links: ['https://a.example/x'], options: { languages: ['de', 'en'] } }
  const published = await submit(inputOf({ credentials: await signIn(ada), item }))
  const [record] = await withText({ account: ada, text: mentioning })
  expect(published).toMatchObject({ remoteId: record?.uri, ref: { uri: record?.uri, cid: record?.cid } })
  expect(record?.post.facets?.map(({ features }) => features)).toEqual(facetsAtServer().map(({ features }) => features))
  const shown = record?.post.facets?.map(({ index }) => Buffer.from(mentioning).subarray(index.byteStart, index.byteEnd).toString())
  expect(shown).toEqual(['@bob.test', 'https://a.example/x', '#news'])
  expect(record?.post.langs).toEqual(['de', 'en'])
  expect(record?.post.embed).toEqual({ $type: 'app.bsky.embed.external', external: { uri: 'https://a.example/x', title: 'a.example', description: '' } })
})

test('the adapter: after a lost answer the probe finds the record, and even a second submit leaves one', async () => {
  const input = inputOf({ credentials: await signIn(ada), item: { text: 'Answer lost' } })
  expect(await bluesky?.probe(input)).toBeUndefined()
  const calls = pds.proxy.count('com.atproto.repo.putRecord')
  pds.proxy.loseAnswer('com.atproto.repo.putRecord')
  await expect(submit(input)).rejects.toMatchObject({ kind: 'outcome_unknown' })
  expect(pds.proxy.count('com.atproto.repo.putRecord')).toBe(calls + 1)
  const [record, ...others] = await withText({ account: ada, text: 'Answer lost' })
  expect(others).toEqual([])
  const found = { remoteId: record?.uri, ref: { uri: record?.uri, cid: record?.cid } }
  expect(await bluesky?.probe(input)).toMatchObject(found)
  expect(await submit({ ...input, attemptNo: 2 })).toMatchObject(found)
  expect(await withText({ account: ada, text: 'Answer lost' })).toHaveLength(1)
})

test('the adapter: images with alt text, a thread under them, a first comment, and a quote of it all', async () => {
  const credentials = await signIn(ada)
  const media = [await pictureOf({ key: 'one', altText: 'Dots' }), await pictureOf({ key: 'two', altText: 'More dots' })]
  const first = await submit(inputOf({ credentials, item: { text: 'Pictures', media, options: { contentWarning: 'graphic-media' } } }))
  const second = await submit(inputOf({ credentials, item: { no: 1, kind: 'part', text: 'Part two', parent: first, root: first } }))
  const third = await submit(inputOf({ credentials, item: { no: 2, kind: 'part', text: 'Part three', parent: second, root: first } }))
  await submit(inputOf({ credentials, item: { no: 3, kind: 'comment', text: 'And a word', parent: first, root: first } }))
  await submit(
    inputOf({
      credentials: await signIn(bob),
      item: { text: 'Look', options: { quoteUri: `https://bsky.app/profile/ada.test/post/${first.remoteId.split('/').at(-1)}` } },
    }),
  )

  const records = await recordsOf(ada)
  const byUri = new Map(records.map((record) => [record.uri, record.post]))
  expect(byUri.get(first.remoteId)).toMatchObject({
    embed: {
      images: [
        { alt: 'Dots', aspectRatio: { width: 64, height: 48 }, image: { mimeType: 'image/png', size: media[0]?.byteSize } },
        { alt: 'More dots', aspectRatio: { width: 64, height: 48 } },
      ],
    },
    labels: { values: [{ val: 'graphic-media' }] },
  })
  expect(byUri.get(second.remoteId)?.reply).toEqual({ root: first.ref, parent: first.ref })
  expect(byUri.get(third.remoteId)?.reply).toEqual({ root: first.ref, parent: second.ref })
  expect(records.find(({ post }) => post.text === 'And a word')?.post.reply).toEqual({ root: first.ref, parent: first.ref })
  const [quote] = await withText({ account: bob, text: 'Look' })
  expect(quote?.post.embed).toEqual({ $type: 'app.bsky.embed.record', record: first.ref })
})

test('the adapter: what the server refuses is told as what it is', async () => {
  const credentials = await signIn(ada)
  await expect(submit(inputOf({ credentials, item: { text: 'x'.repeat(301) } }))).rejects.toMatchObject({
    kind: 'content_rejected',
    message: expect.stringContaining('grapheme'),
  })
  await expect(submit(inputOf({ credentials: { ...credentials, accessToken: 'garbled' }, item: { text: 'x' } }))).rejects.toMatchObject({
    kind: 'credentials_expired',
  })
  const quoteUri = `at://${bob.did}/app.bsky.feed.post/3aaaaaaaaaaaa`
  await expect(submit(inputOf({ credentials, item: { text: 'x', options: { quoteUri } } }))).rejects.toMatchObject({
    kind: 'content_rejected',
    message: expect.stringContaining('quoteUri'),
  })
  expect(await withText({ account: ada, text: 'x' })).toEqual([])
})

test('the adapter: a session is refreshed by its token, a second time by the app password, and not once that is revoked', async () => {
  const before = await signIn(bob)
  const renewed = await bluesky?.refresh?.(inputOf({ credentials: before, item: {} }))
  expect(renewed).toMatchObject({ accessToken: expect.any(String), refreshToken: expect.any(String) })
  expect(renewed?.expiresInSeconds).toBeGreaterThan(3_600)
  await submit(inputOf({ credentials: { ...before, accessToken: renewed?.accessToken ?? '' }, item: { text: 'Renewed' } }))
  expect(await withText({ account: bob, text: 'Renewed' })).toHaveLength(1)
  const lost = { ...before, refreshToken: 'garbled' }
  expect(await bluesky?.refresh?.(inputOf({ credentials: lost, item: {} }))).toMatchObject({ accessToken: expect.any(String) })
  await bob.agent.com.atproto.server.revokeAppPassword({ name: 'flow' })
  await expect(bluesky?.refresh?.(inputOf({ credentials: lost, item: {} }))).rejects.toMatchObject({ kind: 'credentials_expired' })
})

test('the adapter: an account that is taken down is not told to connect again', async () => {
  const eve = await pds.createAccount('eve')
  const credentials = await signIn(eve)
  await pds.takeDown(eve.did)
  await expect(submit(inputOf({ credentials, item: { text: 'Still here' } }))).rejects.toMatchObject({
    kind: 'permission_missing',
    message: expect.stringContaining('taken down'),
  })
  await expect(bluesky?.refresh?.(inputOf({ credentials, item: {} }))).rejects.toMatchObject({ kind: 'permission_missing' })
})
