import { expect, test } from 'vitest'
import { call } from '../testing/call.ts'
import { picture } from '../testing/picture.ts'
import { useSimulator } from '../testing/use-simulator.ts'

const simulator = useSimulator()
const url = (path: string) => `${simulator.at('linkedin')}${path}`
const headers = { 'linkedin-version': '202607', 'x-restli-protocol-version': '2.0.0' }
const ask = (path: string, given: Parameters<typeof call>[1] = {}) => call(url(path), { token: 'alice', headers, ...given })
const share = (commentary: string, more: object = {}) => ({
  author: 'urn:li:person:alice',
  commentary,
  visibility: 'PUBLIC',
  distribution: { feedDistribution: 'MAIN_FEED', targetEntities: [], thirdPartyDistributionChannels: [] },
  lifecycleState: 'PUBLISHED',
  isReshareDisabledByAuthor: false,
  ...more,
})
const post = (commentary: string, more: object = {}) => ask('/rest/posts', { json: share(commentary, more) })

test('a code becomes a token, the token a member, and a refresh another token', async () => {
  const redirect_uri = 'http://localhost/back'
  const sent = await call(
    url(`/oauth/v2/authorization?${new URLSearchParams({ response_type: 'code', client_id: 'flow', redirect_uri, state: 's', account: 'alice' })}`),
  )
  const code = new URL(sent.headers.get('location') ?? '').searchParams.get('code') ?? ''
  const client = { client_id: 'flow', client_secret: 's' }
  const granted = await call(url('/oauth/v2/accessToken'), { form: { grant_type: 'authorization_code', code, redirect_uri, ...client } })
  expect(granted.json).toMatchObject({ expires_in: 7_200, refresh_token_expires_in: 31_536_000 })
  expect((await ask('/v2/userinfo', { token: granted.json.access_token })).json.sub).toBe('alice')
  const refreshed = await call(url('/oauth/v2/accessToken'), { form: { grant_type: 'refresh_token', refresh_token: granted.json.refresh_token, ...client } })
  expect(refreshed.json.refresh_token).toBe(granted.json.refresh_token)
  simulator.current.configure({ deniesAuthorization: true })
  const denied = await call(url(`/oauth/v2/authorization?${new URLSearchParams({ response_type: 'code', client_id: 'flow', redirect_uri })}`))
  expect(denied.headers.get('location')).toContain('error=access_denied')
})

test('the id of a post is in a header, and its author finds it', async () => {
  const made = await post('Hello \\(world\\)')
  expect([made.status, made.text]).toEqual([201, ''])
  const urn = made.headers.get('x-restli-id') ?? ''
  expect(urn).toMatch(/^urn:li:share:\d+$/)
  expect(simulator.current.published()).toMatchObject([{ id: urn, account: 'alice', target: 'urn:li:person:alice', text: 'Hello (world)' }])
  const found = await ask(`/rest/posts?q=author&author=${encodeURIComponent('urn:li:person:alice')}&count=5`)
  expect(found.json.elements).toMatchObject([{ id: urn, commentary: 'Hello \\(world\\)' }])
  expect((await ask(`/rest/posts/${encodeURIComponent(urn)}`, { method: 'DELETE' })).status).toBe(204)
  expect((await ask(`/rest/posts/${encodeURIComponent(urn)}`)).status).toBe(404)
})

test('text is cut in silence where a reserved character is not escaped', async () => {
  expect((await post('Hello (world)')).status).toBe(201)
  expect(simulator.current.published()).toMatchObject([{ text: 'Hello ' }])
})

test('the same text again is a duplicate, unless that is set off', async () => {
  const first = await post('Once')
  const second = await post('Once')
  expect([second.status, second.json.code, second.json.message]).toEqual([
    422,
    'DUPLICATE_POST',
    expect.stringContaining(first.headers.get('x-restli-id') ?? '-'),
  ])
  simulator.current.configure({ refusesDuplicates: false })
  expect((await post('Once')).status).toBe(201)
  expect(simulator.current.duplicates()).toHaveLength(1)
})

test('versions: none, sunset, in service', async () => {
  const version = async (linkedinVersion?: string) => {
    const answer = await ask('/rest/posts', { json: share('x'), headers: linkedinVersion ? { 'linkedin-version': linkedinVersion } : {} })
    return [answer.status, answer.json?.code]
  }
  expect(await version()).toEqual([400, 'VERSION_MISSING'])
  expect(await version('202501')).toEqual([426, 'NONEXISTENT_VERSION'])
  expect(await version('202607')).toEqual([201, undefined])
})

test('who may not and what is too long', async () => {
  expect((await post('x', { author: 'urn:li:person:bob' })).status).toBe(403)
  expect((await post('x', { author: 'urn:li:organization:1' })).status).toBe(201)
  expect((await post('x'.repeat(3_001))).json.code).toBe('FIELD_LENGTH_TOO_LONG')
  expect((await post('x', { visibility: undefined })).json.code).toBe('MISSING_FIELD')
  expect((await ask('/rest/posts', { json: share('x'), token: 'expired-alice' })).json.code).toBe('EXPIRED_ACCESS_TOKEN')
})

test('images are initialized, put and awaited', async () => {
  const begun = await ask('/rest/images?action=initializeUpload', { json: { initializeUploadRequest: { owner: 'urn:li:person:alice' } } })
  const { uploadUrl, image } = begun.json.value
  expect((await post('Early', { content: { media: { id: image } } })).json.code).toBe('MEDIA_ASSET_WAITING_UPLOAD')
  simulator.current.script({ network: 'linkedin', operation: 'upload', times: 1, fault: { kind: 'slow-processing', ms: 100 } })
  expect((await call(uploadUrl, { method: 'PUT', bytes: picture })).status).toBe(201)
  const status = async () => (await ask(`/rest/images/${encodeURIComponent(image)}`)).json.status
  expect(await status()).toBe('PROCESSING')
  await expect.poll(status).toBe('AVAILABLE')
  expect((await post('Look', { content: { media: { id: image, altText: 'a pixel' } } })).status).toBe(201)
  expect(simulator.current.published()).toMatchObject([{ media: [{ mimeType: 'image/png', alt: 'a pixel' }] }])
})

test('a video goes in parts and is finalized by their etags; comments hang under their post', async () => {
  const bytes = new Uint8Array(4_194_304 + 10)
  const begun = await ask('/rest/videos?action=initializeUpload', {
    json: { initializeUploadRequest: { owner: 'urn:li:person:alice', fileSizeBytes: bytes.length } },
  })
  const { video, uploadInstructions, uploadToken } = begun.json.value
  expect(uploadInstructions).toHaveLength(2)
  const etags: string[] = []
  for (const { uploadUrl, firstByte, lastByte } of uploadInstructions) {
    etags.push((await call(uploadUrl, { method: 'PUT', bytes: bytes.slice(firstByte, lastByte + 1) })).headers.get('etag') ?? '')
  }
  const finalize = (uploadedPartIds: string[]) =>
    ask('/rest/videos?action=finalizeUpload', { json: { finalizeUploadRequest: { video, uploadToken, uploadedPartIds } } })
  expect((await finalize(['wrong'])).status).toBe(400)
  expect((await finalize(etags)).status).toBe(200)
  expect((await ask(`/rest/videos/${encodeURIComponent(video)}`)).json.status).toBe('AVAILABLE')
  const urn = (await post('Watch', { content: { media: { id: video, title: 'v' } } })).headers.get('x-restli-id') ?? ''
  const comment = await ask(`/rest/socialActions/${encodeURIComponent(urn)}/comments`, {
    json: { actor: 'urn:li:person:alice', object: urn, message: { text: 'First' } },
  })
  expect(comment.status).toBe(201)
  expect(simulator.current.published()[1]).toMatchObject({ text: 'First', parentId: urn })
  const { elements } = (await ask(`/rest/socialActions/${encodeURIComponent(urn)}/comments?count=5`)).json
  expect(elements).toMatchObject([{ id: comment.json.id, commentUrn: comment.json.commentUrn, actor: 'urn:li:person:alice', message: { text: 'First' } }])
})
