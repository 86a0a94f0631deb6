import { expect, test } from 'vitest'
import { startSimulator } from '../server/start-simulator.ts'
import { call } from '../testing/call.ts'
import { useSimulator } from '../testing/use-simulator.ts'

const simulator = useSimulator()
const own = (path: string) => `${simulator.current.baseUrl}${path}`
const post = (status: string, more: object = {}) => call(`${simulator.at('mastodon')}/api/v1/statuses`, { token: 'alice', json: { status, ...more } })

test('what is public and what was asked are read over HTTP, by filter', async () => {
  await post('One')
  await call(`${simulator.at('webhook')}/hook/a?x=1`, { json: { type: 'post.delivered' }, headers: { 'webhook-id': 'msg_1' } })
  expect((await call(own('/_simulator/published?network=mastodon'))).json).toMatchObject({ total: 2, published: [{ text: 'One', seq: 1 }] })
  expect((await call(own('/_simulator/published?afterSeq=1'))).json.published).toMatchObject([
    { network: 'webhook', account: 'hook', text: '{"type":"post.delivered"}' },
  ])
  const { calls } = (await call(own('/_simulator/calls?operation=create'))).json
  expect(calls).toMatchObject([
    { network: 'mastodon', method: 'POST', path: '/api/v1/statuses', account: 'alice', status: 200, body: '{"status":"One"}', headers: null },
    { network: 'webhook', path: '/hook/a', headers: { 'webhook-id': 'msg_1' } },
  ])
  expect((await call(own('/_simulator/published?colour=red'))).json.error).toContain('colour')
})

test('secrets of signing in, and tokens in paths, are not written down', async () => {
  await call(`${simulator.at('bluesky')}/xrpc/com.atproto.server.createSession`, { json: { identifier: 'alice', password: 'hush-hush' } })
  await call(`${simulator.at('telegram')}/bot1:hush-hush/getMe`)
  const paths = simulator.current.calls().map(({ path, body }) => `${path} ${body}`)
  expect(paths).toEqual(['/xrpc/com.atproto.server.createSession null', '/bot***/getMe null'])
})

test('duplicates are the same text by the same account under the same parent', async () => {
  const { id } = (await post('Same')).json
  await post('Same', { in_reply_to_id: id })
  await call(`${simulator.at('mastodon')}/api/v1/statuses`, { token: 'bob', json: { status: 'Same' } })
  await post('Same ')
  expect((await call(own('/_simulator/duplicates'))).json).toEqual({ total: 0, duplicates: [] })
  const twin = (await post('Same')).json
  expect((await call(own('/_simulator/duplicates'))).json).toMatchObject({
    total: 1,
    duplicates: [{ account: 'alice', text: 'Same', count: 2, ids: [id, twin.id] }],
  })
  await call(`${simulator.at('mastodon')}/api/v1/statuses/${twin.id}`, { token: 'alice', method: 'DELETE' })
  expect(simulator.current.duplicates()).toEqual([])
})

test('faults and settings are scripted over HTTP, and all is forgotten at once', async () => {
  const scripted = await call(own('/_simulator/script'), { json: { network: 'mastodon', times: 1, fault: { kind: 'status', status: 500 } } })
  expect([scripted.status, scripted.json.rules.length]).toEqual([201, 1])
  expect((await post('One')).status).toBe(500)
  const wrong = await call(own('/_simulator/script'), { json: { fault: { kind: 'explode' } } })
  expect([wrong.status, wrong.json.error]).toEqual([400, expect.stringContaining('fault.kind')])
  const changed = await call(own('/_simulator/settings'), { method: 'PATCH', json: { mastodon: { maxCharacters: 10 } } })
  expect(changed.json.mastodon).toMatchObject({ maxCharacters: 10, honoursIdempotencyKey: true })
  expect((await post('More than ten')).status).toBe(422)
  await post('Two')
  expect((await call(own('/_simulator/reset'), { method: 'POST' })).status).toBe(204)
  expect((await call(own('/_simulator/published'))).json).toEqual({ total: 0, published: [] })
  expect((await call(own('/_simulator/settings'))).json.mastodon.maxCharacters).toBe(500)
})

test('the timeline shows threads, marks duplicates and lets nothing in a post act', async () => {
  const { id } = (await post('Root <script>alert(1)</script>')).json
  await post('Reply', { in_reply_to_id: id })
  await post('Twice')
  await post('Twice')
  const page = await call(simulator.current.baseUrl)
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(page.text).toContain('Root &lt;script&gt;')
  expect(page.text.match(/<mark>duplicate<\/mark>/g)).toHaveLength(2)
  expect(page.text).toMatch(/Root[\s\S]*<ol><li>[\s\S]*Reply/)
  const fresh = await call(own('/_simulator/timeline?show=duplicates'))
  expect(fresh.text).not.toContain('Reply')
  const etag = fresh.headers.get('etag') ?? ''
  expect((await call(own('/_simulator/timeline'), { headers: { 'if-none-match': etag } })).status).toBe(304)
})

test('what is nowhere says where things are', async () => {
  const answer = await call(own('/facebook/me'))
  expect([answer.status, answer.json.error]).toEqual([404, expect.stringContaining('mastodon')])
  expect(() => simulator.current.baseUrlOf('facebook')).toThrow('no network "facebook"')
  expect((await call(`${simulator.at('mastodon')}/api/v9/none`)).status).toBe(404)
})

test('a port that is taken is an error', async () => {
  const port = Number(new URL(simulator.current.baseUrl).port)
  await expect(startSimulator({ port })).rejects.toThrow('EADDRINUSE')
})
