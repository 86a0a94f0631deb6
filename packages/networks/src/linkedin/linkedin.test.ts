import { expect, test } from 'vitest'
import { createFakeFetch } from '../testing/fake-fetch.ts'
import { mediaFile } from '../testing/media-file.ts'
import { memoryProgress, publishInput } from '../testing/publish-input.ts'
import comment from './fixtures/comment.json' with { type: 'json' }
import errors from './fixtures/errors.json' with { type: 'json' }
import acls from './fixtures/organization-acls.json' with { type: 'json' }
import organization from './fixtures/organization.json' with { type: 'json' }
import posts from './fixtures/posts.json' with { type: 'json' }
import userinfo from './fixtures/userinfo.json' with { type: 'json' }
import { createLinkedin } from './index.ts'

const linkedin = createLinkedin()
const accessToken = 'AQVh7cKZ-the-secret-token'
const member = { accessToken, authorUrn: 'urn:li:person:782bbtaQ' }
const page = { accessToken, authorUrn: 'urn:li:organization:2414183' }
const urn = 'urn:li:share:7200000000000000042'
const creating = () => createFakeFetch(() => ({ status: 201, headers: { 'x-restli-id': urn } }))
const failing = (status: number, json: unknown, headers: Record<string, string> = {}) => createFakeFetch(() => ({ status, json, headers }))
const errorOf = (run: Promise<unknown> | undefined) => Promise.resolve(run).catch((error: unknown) => error)
const dueAt = new Date(1_795_510_800_000)

test('a member is connected as themselves; a page, where the member’s role lets them post', async () => {
  const { fetch, headers } = createFakeFetch(({ url }) => ({ json: url.includes('userinfo') ? userinfo : url.includes('Acls') ? acls : organization }))
  const verify = (credentials: Record<string, string>) => linkedin.verify?.(publishInput({ credentials, fetch }))
  const account = {
    remoteId: member.authorUrn,
    handle: null,
    displayName: 'Ada Flow',
    url: null,
    expiresAt: null,
    credentials: { authorUrn: member.authorUrn },
  }
  expect(await verify({ accessToken })).toEqual(account)
  expect(await verify(member)).toEqual(account)
  expect(await verify(page)).toEqual({
    remoteId: page.authorUrn,
    handle: 'flownews',
    displayName: 'Flow News',
    url: 'https://www.linkedin.com/company/flownews',
    expiresAt: null,
    credentials: { authorUrn: page.authorUrn },
  })
  expect(Object.fromEntries(headers.at(-1) ?? [])).toMatchObject({
    authorization: `Bearer ${accessToken}`,
    'linkedin-version': '202607',
    'x-restli-protocol-version': '2.0.0',
  })
  expect(await errorOf(verify({ accessToken, authorUrn: 'urn:li:organization:5' }))).toMatchObject({ kind: 'permission_missing' })
  expect(await errorOf(verify({ accessToken, authorUrn: 'urn:li:person:somebodyElse' }))).toMatchObject({ kind: 'permission_missing' })
})

test('a post goes out by its author, and its address is its URN', async () => {
  const { fetch, calls } = creating()
  expect(await linkedin.submit(publishInput({ credentials: member, fetch }))).toEqual({ remoteId: urn, url: `https://www.linkedin.com/feed/update/${urn}` })
  expect(calls).toEqual([
    {
      url: 'https://api.linkedin.com/rest/posts',
      method: 'POST',
      body: {
        author: 'urn:li:person:782bbtaQ',
        commentary: 'Hello from Flow!',
        visibility: 'PUBLIC',
        distribution: { feedDistribution: 'MAIN_FEED', targetEntities: [], thirdPartyDistributionChannels: [] },
        lifecycleState: 'PUBLISHED',
        isReshareDisabledByAuthor: false,
      },
    },
  ])
})

test('a link becomes a card with a title, and options say who sees the post', async () => {
  const { fetch, calls } = creating()
  const links = ['https://www.flow.example/news?a=1', 'https://other.example']
  await linkedin.submit(publishInput({ credentials: member, fetch, item: { links, options: { visibility: 'CONNECTIONS', isReshareDisabled: true } } }))
  await linkedin.submit(publishInput({ credentials: page, fetch, item: { links, options: { linkTitle: 'News', linkDescription: 'All of it' } } }))
  expect(calls[0]?.body).toMatchObject({
    visibility: 'CONNECTIONS',
    isReshareDisabledByAuthor: true,
    content: { article: { source: links[0], title: 'flow.example' } },
  })
  expect(calls[1]?.body).toMatchObject({ content: { article: { source: links[0], title: 'News', description: 'All of it' } } })
  const hidden = publishInput({ credentials: page, item: { options: { visibility: 'CONNECTIONS' } } })
  expect(await errorOf(linkedin.submit(hidden))).toMatchObject({ kind: 'content_rejected', message: expect.stringContaining('`visibility`') })
})

test('a first comment stands under the post', async () => {
  const { fetch, calls } = createFakeFetch(() => ({ status: 201, json: comment, headers: { 'x-restli-id': comment.id } }))
  const parent = { remoteId: urn, url: null }
  const input = publishInput({ credentials: page, fetch, item: { kind: 'comment', parent, root: parent, text: comment.message.text, dueAt } })
  const published = {
    remoteId: comment.commentUrn,
    url: `https://www.linkedin.com/feed/update/${urn}?commentUrn=${encodeURIComponent(comment.commentUrn)}`,
  }
  expect(await linkedin.submit(input)).toEqual(published)
  expect(calls).toEqual([
    {
      url: `https://api.linkedin.com/rest/socialActions/${encodeURIComponent(urn)}/comments`,
      method: 'POST',
      body: { actor: page.authorUrn, object: urn, message: { text: comment.message.text } },
    },
  ])
  const list = createFakeFetch(() => ({ json: { elements: [comment] } }))
  expect(await linkedin.probe({ ...input, fetch: list.fetch })).toEqual(published)
  expect(await linkedin.probe({ ...input, fetch: list.fetch, item: { ...input.item, text: 'Another' } })).toBeUndefined()
})

test.each([
  [401, 'expired', 'credentials_expired'],
  [401, 'revoked', 'credentials_expired'],
  [403, 'forbidden', 'permission_missing'],
  [403, 'settling', 'unavailable'],
  [422, 'duplicate', 'content_rejected'],
  [422, 'duplicateUnnamed', 'content_rejected'],
  [422, 'tooLong', 'content_rejected'],
  [400, 'asset', 'media_rejected'],
  [426, 'version', 'unavailable'],
  [429, 'quota', 'rate_limited'],
  [500, 'broken', 'outcome_unknown'],
] as const)('status %d, %s, is %s', async (status, name, kind) => {
  const error = await errorOf(linkedin.submit(publishInput({ credentials: member, fetch: failing(status, errors[name]).fetch })))
  expect(error).toMatchObject({ kind, message: expect.not.stringContaining(accessToken) })
})

test('a used-up day ends at midnight UTC, and a version that is gone is the operator’s to change', async () => {
  const date = new Date('2026-11-27T22:00:00Z').toUTCString()
  const submit = (fetch: typeof globalThis.fetch) => errorOf(createLinkedin({ apiVersion: '202501' }).submit(publishInput({ credentials: member, fetch })))
  expect(await submit(failing(429, errors.quota, { date }).fetch)).toMatchObject({ retryAfterMs: 2 * 3_600_000 })
  const { fetch, headers } = failing(426, errors.version)
  expect(await submit(fetch)).toMatchObject({ retryAfterMs: 3_600_000, message: expect.stringMatching(/202501.*FLOW_NETWORK_API_VERSION_LINKEDIN/) })
  expect(headers[0]?.get('linkedin-version')).toBe('202501')
  expect(createLinkedin({ apiVersion: '202610' }).capabilities.apiVersion).toEqual({ name: '202610', sunsetOn: '2027-10-01' })
})

test('a duplicate is our own earlier attempt where one was begun and LinkedIn names the post', async () => {
  const attempt = (sending: string, json: unknown) =>
    errorOf(linkedin.submit(publishInput({ credentials: member, fetch: failing(422, json).fetch, progress: memoryProgress({ sending }) })))
  expect(await attempt('begun', errors.duplicate)).toEqual({ remoteId: urn, url: `https://www.linkedin.com/feed/update/${urn}` })
  expect(await attempt('refused', errors.duplicate)).toMatchObject({ kind: 'content_rejected' })
  expect(await attempt('begun', errors.duplicateUnnamed)).toMatchObject({ kind: 'content_rejected' })
})

test('a page’s posts are looked up by text or image since the post was due; a member’s can’t be', async () => {
  const { fetch, calls } = createFakeFetch(() => ({ json: posts }))
  const probe = (item: NonNullable<Parameters<typeof publishInput>[0]>['item'], saved: Record<string, string> = {}) =>
    linkedin.probe(publishInput({ credentials: page, fetch, item: { dueAt, ...item }, progress: memoryProgress(saved) }))
  expect(await probe({ text: 'Read this \\(now\\) #flow' })).toMatchObject({ remoteId: 'urn:li:share:7200000000000000002' })
  expect(calls[0]?.url).toContain('rest/posts?q=author&author=urn%3Ali%3Aorganization%3A2414183&count=20')
  const image = { text: '', media: [mediaFile()] }
  expect(await probe(image, { 'media.media_1': 'urn:li:image:C4E10AQFoyyAjHPMQuQ' })).toMatchObject({ remoteId: 'urn:li:share:7200000000000000003' })
  expect(await probe(image)).toBeUndefined()
  // It says the same, but was there a day before.
  expect(await probe({})).toBeUndefined()
  expect(linkedin.capabilitiesFor?.(page)).toEqual({ isProbeable: true })
  expect(linkedin.capabilitiesFor?.(member)).toEqual({})
  expect(await errorOf(linkedin.probe(publishInput({ credentials: member })))).toMatchObject({ kind: 'outcome_unknown' })
})
