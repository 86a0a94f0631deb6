import { expect, test } from 'vitest'
import { call } from '../testing/call.ts'
import { pictureFile } from '../testing/picture.ts'
import { useSimulator } from '../testing/use-simulator.ts'

const simulator = useSimulator()
const token = 'alice'
const url = (path: string) => `${simulator.at('mastodon')}${path}`
const post = (json: unknown, headers: Record<string, string> = {}) => call(url('/api/v1/statuses'), { token, json, headers })
const upload = async () => {
  const multipart = new FormData()
  multipart.set('file', pictureFile())
  multipart.set('description', 'a pixel')
  return call(url('/api/v2/media'), { token, multipart })
}

test('an application is registered, a person agrees, and a token comes of it', async () => {
  const app = await call(url('/api/v1/apps'), { json: { client_name: 'Flow', redirect_uris: 'http://localhost/back', scopes: 'write:statuses' } })
  const { client_id, client_secret } = app.json
  const redirect_uri = 'http://localhost/back'
  const sent = await call(url(`/oauth/authorize?${new URLSearchParams({ response_type: 'code', client_id, redirect_uri, state: 's', account: 'alice' })}`))
  const code = new URL(sent.headers.get('location') ?? '').searchParams.get('code') ?? ''
  const form = { grant_type: 'authorization_code', client_id, client_secret, redirect_uri, code }
  const granted = await call(url('/oauth/token'), { form })
  expect(granted.json).toMatchObject({ token_type: 'Bearer', created_at: expect.any(Number) })
  expect((await call(url('/api/v1/accounts/verify_credentials'), { token: granted.json.access_token })).json.username).toBe('alice')
  expect((await call(url('/oauth/token'), { form })).json.error).toBe('invalid_grant')
  expect((await call(url('/api/v1/apps'), { json: {} })).status).toBe(422)
})

test('a repeated key brings the first status back, unless the server ignores keys', async () => {
  const [first, second] = [await post({ status: 'Once' }, { 'idempotency-key': 'k' }), await post({ status: 'Once' }, { 'idempotency-key': 'k' })]
  expect(second.json.id).toBe(first.json.id)
  expect(simulator.current.published()).toHaveLength(1)
  simulator.current.configure({ mastodon: { honoursIdempotencyKey: false } })
  await post({ status: 'Once' }, { 'idempotency-key': 'k' })
  expect(simulator.current.duplicates()).toMatchObject([{ network: 'mastodon', text: 'Once', count: 2 }])
})

test('the instance tells its limits and holds posts to them', async () => {
  simulator.current.configure({ mastodon: { maxCharacters: 30 } })
  expect((await call(url('/api/v2/instance'))).json.configuration.statuses.max_characters).toBe(30)
  expect((await post({ status: `see https://example.org/${'x'.repeat(50)}` })).status).toBe(200)
  expect((await post({ status: 'x'.repeat(31) })).json.error).toContain('character limit of 30 exceeded')
})

test('media are ready or processed, and are attached once', async () => {
  const ready = await upload()
  expect(ready.status).toBe(200)
  const status = await post({ status: 'Look', media_ids: [ready.json.id] })
  expect(status.json.media_attachments).toMatchObject([{ description: 'a pixel' }])
  expect((await post({ status: 'Again', media_ids: [ready.json.id] })).status).toBe(422)
  simulator.current.script({ network: 'mastodon', operation: 'upload', fault: { kind: 'slow-processing', ms: 150 } })
  const slow = await upload()
  expect(slow.status).toBe(202)
  expect((await call(url(`/api/v1/media/${slow.json.id}`), { token })).status).toBe(206)
  expect((await post({ status: 'Early', media_ids: [slow.json.id] })).json.error).toContain('not finished processing')
  await expect.poll(async () => (await call(url(`/api/v1/media/${slow.json.id}`), { token })).status).toBe(200)
  expect((await post({ status: 'Late', media_ids: [slow.json.id] })).status).toBe(200)
})

test('visibility, warning, polls and replies are kept; a form does as well as JSON', async () => {
  const root = await post({ status: 'One', visibility: 'unlisted', spoiler_text: 'careful' })
  expect(root.json).toMatchObject({ visibility: 'unlisted', spoiler_text: 'careful', sensitive: true })
  const form = { status: 'Two', in_reply_to_id: root.json.id, 'poll[options][]': 'a', 'poll[expires_in]': '600' }
  expect((await call(url('/api/v1/statuses'), { token, form })).json.error).toContain('more than one item')
  const poll = await post({ status: 'Two', in_reply_to_id: root.json.id, poll: { options: ['a', 'b'], expires_in: 600 } })
  expect(poll.json).toMatchObject({ in_reply_to_id: root.json.id, poll: { options: [{ title: 'a' }, { title: 'b' }] } })
  expect((await post({ status: 'x', in_reply_to_id: '404' })).status).toBe(404)
  expect((await post({ status: ' ' })).status).toBe(422)
})

test('one’s own statuses are listed, newest first, and read and deleted', async () => {
  await post({ status: 'One' })
  const two = await post({ status: 'Two' })
  const { id } = (await call(url('/api/v1/accounts/verify_credentials'), { token })).json
  const listed = await call(url(`/api/v1/accounts/${id}/statuses?limit=2`), { token })
  expect(listed.json.map(({ content }: { content: string }) => content)).toEqual(['<p>Two</p>', '<p>One</p>'])
  expect((await call(url(`/api/v1/statuses/${two.json.id}`), { token, method: 'DELETE' })).json.text).toBe('Two')
  expect((await call(url(`/api/v1/statuses/${two.json.id}`))).status).toBe(404)
})

test('tokens that are gone, and rates that are enforced', async () => {
  expect((await call(url('/api/v1/statuses'), { json: { status: 'x' } })).status).toBe(401)
  expect((await call(url('/api/v1/statuses'), { token: 'revoked-a', json: { status: 'x' } })).json.error).toBe('The access token was revoked')
  expect((await call(url('/api/v1/statuses'), { token: 'forbidden-a', json: { status: 'x' } })).status).toBe(403)
  simulator.current.configure({ enforcesRates: true })
  const answers = await Promise.all(Array.from({ length: 301 }, (_none, at) => post({ status: `n ${at}` })))
  const refused = answers.filter(({ status }) => status === 429)
  expect(refused).toHaveLength(1)
  expect(Date.parse(refused[0]?.headers.get('x-ratelimit-reset') ?? '')).toBeGreaterThan(Date.now())
})
