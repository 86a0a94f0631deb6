import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { call } from '../testing/call.ts'
import { picture, pictureFile } from '../testing/picture.ts'
import { useSimulator } from '../testing/use-simulator.ts'

const simulator = useSimulator()
const url = (path: string) => `${simulator.at('x')}${path}`
const ask = (path: string, given: Parameters<typeof call>[1] = {}) => call(url(path), { token: 'alice', ...given })
const post = (text: string, more: object = {}) => ask('/2/tweets', { json: { text, ...more } })

test('PKCE, and a refresh token that works once: a second use ends the grant', async () => {
  const verifier = 'v'.repeat(64)
  const redirect_uri = 'http://localhost/back'
  const challenge = createHash('sha256').update(verifier).digest('base64url')
  const query = {
    response_type: 'code',
    client_id: 'flow',
    redirect_uri,
    scope: 'tweet.write offline.access',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    account: 'alice',
  }
  const sent = await call(url(`/i/oauth2/authorize?${new URLSearchParams(query)}`))
  const code = new URL(sent.headers.get('location') ?? '').searchParams.get('code') ?? ''
  const token = (form: Record<string, string>) => call(url('/2/oauth2/token'), { form: { client_id: 'flow', ...form } })
  expect((await token({ grant_type: 'authorization_code', code, redirect_uri, code_verifier: 'wrong' })).status).toBe(400)
  const granted = (await token({ grant_type: 'authorization_code', code, redirect_uri, code_verifier: verifier })).json
  expect((await ask('/2/users/me', { token: granted.access_token })).json.data.username).toBe('alice')
  const refreshed = (await token({ grant_type: 'refresh_token', refresh_token: granted.refresh_token })).json
  expect(refreshed.refresh_token).not.toBe(granted.refresh_token)
  const again = await token({ grant_type: 'refresh_token', refresh_token: granted.refresh_token })
  expect([again.status, again.json.error]).toEqual([400, 'invalid_request'])
  expect((await ask('/2/users/me', { token: refreshed.access_token })).status).toBe(401)
  expect((await token({ grant_type: 'refresh_token', refresh_token: refreshed.refresh_token })).status).toBe(400)
})

test('a post is made, listed with short addresses, and deleted', async () => {
  const made = await post('Tom & Jerry https://example.org/a/long/one')
  expect(made.status).toBe(201)
  expect(made.headers.get('x-rate-limit-reset')).toMatch(/^\d{10}$/)
  const { id } = (await ask('/2/users/me')).json.data
  const listed = await ask(`/2/users/${id}/tweets?max_results=5`)
  expect(listed.json).toMatchObject({
    data: [{ id: made.json.data.id, text: expect.stringMatching(/^Tom &amp; Jerry https:\/\/t\.co\/\w+/) }],
    meta: { result_count: 1 },
  })
  expect(simulator.current.published()).toMatchObject([{ text: 'Tom & Jerry https://example.org/a/long/one' }])
  expect((await ask(`/2/tweets/${made.json.data.id}`, { method: 'DELETE' })).json.data.deleted).toBe(true)
  expect((await ask(`/2/users/${id}/tweets?max_results=5`)).json).toEqual({ meta: { result_count: 0 } })
})

test('too long, twice, empty, and replies to nothing are refused', async () => {
  expect((await post('日'.repeat(140))).status).toBe(201)
  expect((await post('日'.repeat(141))).json.detail).toContain('too long')
  await post('Once')
  expect((await post('Once')).json).toMatchObject({ status: 403, detail: 'You are not allowed to create a Tweet with duplicate content.' })
  expect((await post('')).status).toBe(400)
  expect((await post('x', { reply: { in_reply_to_tweet_id: '1' } })).status).toBe(403)
  expect((await ask('/2/tweets', { json: { text: 'x' }, token: 'revoked-alice' })).json.title).toBe('Unauthorized')
  expect((await ask('/2/users/1/tweets?max_results=1')).status).toBe(400)
})

test('media go in segments, are processed and described; threads are replies', async () => {
  const begun = await ask('/2/media/upload/initialize', { json: { media_type: 'video/mp4', total_bytes: picture.length, media_category: 'tweet_video' } })
  const { id } = begun.json.data
  const append = new FormData()
  append.set('segment_index', '0')
  append.set('media', pictureFile())
  expect((await ask(`/2/media/upload/${id}/finalize`, { method: 'POST' })).status).toBe(400)
  expect((await ask(`/2/media/upload/${id}/append`, { multipart: append })).status).toBe(200)
  simulator.current.script({ network: 'x', operation: 'upload', times: 1, fault: { kind: 'slow-processing', ms: 100 } })
  expect((await ask(`/2/media/upload/${id}/finalize`, { method: 'POST' })).json.data.processing_info.state).toBe('in_progress')
  expect((await post('Early', { media: { media_ids: [id] } })).json.errors[0].message).toBe('Your media IDs are invalid.')
  const state = async () => (await ask(`/2/media/upload?command=STATUS&media_id=${id}`)).json.data.processing_info.state
  await expect.poll(state).toBe('succeeded')
  await ask('/2/media/metadata', { json: { id, metadata: { alt_text: { text: 'moving' } } } })
  const root = await post('Look', { media: { media_ids: [id] } })
  await post('More', { reply: { in_reply_to_tweet_id: root.json.data.id } })
  expect(simulator.current.published()).toMatchObject([{ media: [{ alt: 'moving' }] }, { parentId: root.json.data.id }])
  const me = (await ask('/2/users/me')).json.data.id
  expect((await ask(`/2/users/${me}/tweets?max_results=5`)).json.data).toMatchObject([
    { referenced_tweets: [{ type: 'replied_to', id: root.json.data.id }] },
    { id: root.json.data.id, attachments: { media_keys: [`3_${id}`] } },
  ])
})

test('rates are enforced where that is set', async () => {
  simulator.current.configure({ enforcesRates: true })
  simulator.current.script({ network: 'x', times: 1, fault: { kind: 'rate-limit', resetMs: 60_000 } })
  const limited = await post('x')
  expect([limited.status, limited.json.title]).toEqual([429, 'Too Many Requests'])
  expect(Number(limited.headers.get('x-rate-limit-reset'))).toBeGreaterThan(Date.now() / 1_000 + 30)
  expect((await post('y')).headers.get('x-rate-limit-remaining')).toBe('98')
})
