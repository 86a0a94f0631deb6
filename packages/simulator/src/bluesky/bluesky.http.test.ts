import { expect, test } from 'vitest'
import { call, type Json } from '../testing/call.ts'
import { picture } from '../testing/picture.ts'
import { useSimulator } from '../testing/use-simulator.ts'

const simulator = useSimulator()
const xrpc = (name: string) => `${simulator.at('bluesky')}/xrpc/${name}`
const signIn = async (): Promise<Json> =>
  (await call(xrpc('com.atproto.server.createSession'), { json: { identifier: 'alice.example.org', password: 'app-pass' } })).json
const record = (text: string, more: object = {}) => ({ $type: 'app.bsky.feed.post', text, createdAt: new Date().toISOString(), ...more })
const write = ({ name = 'createRecord', session, rkey, value }: { name?: string; session: Json; rkey?: string; value: object }) =>
  call(xrpc(`com.atproto.repo.${name}`), { token: session.accessJwt, json: { repo: session.did, collection: 'app.bsky.feed.post', rkey, record: value } })

test('a session names its PDS, and its refresh token works once', async () => {
  const session = await signIn()
  expect(session.didDoc.service[0].serviceEndpoint).toBe(simulator.at('bluesky'))
  const refreshed = await call(xrpc('com.atproto.server.refreshSession'), { method: 'POST', token: session.refreshJwt })
  expect(refreshed.json.did).toBe(session.did)
  const again = await call(xrpc('com.atproto.server.refreshSession'), { method: 'POST', token: session.refreshJwt })
  expect([again.status, again.json.error]).toEqual([400, 'ExpiredToken'])
  const wrong = await call(xrpc('com.atproto.server.createSession'), { json: { identifier: 'alice.example.org', password: 'wrong-pass' } })
  expect([wrong.status, wrong.json.error]).toEqual([401, 'AuthenticationRequired'])
})

test('an access token ends after its life, with status 400', async () => {
  simulator.current.configure({ accessTokenLifeMs: 1 })
  const session = await signIn()
  await new Promise((resolve) => setTimeout(resolve, 5))
  const late = await write({ session, value: record('Late') })
  expect([late.status, late.json.error]).toEqual([400, 'ExpiredToken'])
})

test('the same key: createRecord fails with 500, putRecord leaves one record with the same cid', async () => {
  const session = await signIn()
  const value = record('Once')
  const first = await write({ session, rkey: '3kabcdefghij2', value })
  expect(first.json.uri).toBe(`at://${session.did}/app.bsky.feed.post/3kabcdefghij2`)
  expect((await write({ session, rkey: '3kabcdefghij2', value })).status).toBe(500)
  const put = await write({ name: 'putRecord', session, rkey: '3kabcdefghij2', value })
  expect([put.status, put.json.cid]).toEqual([200, first.json.cid])
  expect(simulator.current.published()).toMatchObject([{ account: 'alice.example.org', text: 'Once', clientKey: '3kabcdefghij2' }])
  const got = await call(xrpc(`com.atproto.repo.getRecord?repo=${session.did}&collection=app.bsky.feed.post&rkey=3kabcdefghij2`))
  expect(got.json).toMatchObject({ cid: first.json.cid, value: { text: 'Once' } })
  expect(put.headers.get('ratelimit-policy')).toBe('5000;w=3600')
})

test('a record that is not there is not found, and one is deleted', async () => {
  const session = await signIn()
  const { uri } = (await write({ session, value: record('Gone') })).json
  const rkey = uri.split('/').at(-1)
  await call(xrpc('com.atproto.repo.deleteRecord'), { token: session.accessJwt, json: { repo: session.did, collection: 'app.bsky.feed.post', rkey } })
  const got = await call(xrpc(`com.atproto.repo.getRecord?repo=${session.did}&collection=app.bsky.feed.post&rkey=${rkey}`))
  expect([got.status, got.json.error]).toEqual([400, 'RecordNotFound'])
})

test.each([
  [record('x'.repeat(301)), '300 graphemes'],
  [record('👨‍👩‍👧‍👦'.repeat(200)), '3000'],
  [{ text: 'No time' }, 'createdAt'],
  [record('x', { langs: ['a', 'b', 'c', 'd'] }), 'langs'],
  [record('x', { reply: { root: {}, parent: {} } }), 'reply'],
  [record('x', { embed: { $type: 'app.bsky.embed.images', images: [{ alt: '', image: { ref: { $link: 'bafkreinone' } } }] } }), 'Could not find blob'],
])('%j is no record', async (value, message) => {
  const answer = await write({ session: await signIn(), value })
  expect(answer.status).toBe(400)
  expect(answer.json.message).toContain(message)
})

test('300 families are 300 graphemes', async () => {
  expect((await write({ session: await signIn(), value: record('é'.normalize('NFD').repeat(300)) })).status).toBe(200)
})

test('images are blobs first; threads hang under their parent', async () => {
  const session = await signIn()
  const { blob } = (await call(xrpc('com.atproto.repo.uploadBlob'), { token: session.accessJwt, bytes: picture, headers: { 'content-type': 'image/png' } }))
    .json
  const embed = { $type: 'app.bsky.embed.images', images: [{ image: blob, alt: 'a pixel' }] }
  const root = (await write({ session, value: record('One', { embed }) })).json
  await write({ session, value: record('Two', { reply: { root, parent: root } }) })
  expect(simulator.current.published()).toMatchObject([{ media: [{ alt: 'a pixel' }] }, { text: 'Two', parentId: root.uri }])
})

test('a video is a job that becomes a blob', async () => {
  const session = await signIn()
  const { token } = (await call(xrpc('com.atproto.server.getServiceAuth?aud=did:web:localhost&lxm=com.atproto.repo.uploadBlob'), { token: session.accessJwt }))
    .json
  simulator.current.script({ network: 'bluesky', operation: 'upload', fault: { kind: 'slow-processing', ms: 100 } })
  const upload = () =>
    call(xrpc(`app.bsky.video.uploadVideo?did=${session.did}&name=a.mp4`), { token, bytes: picture, headers: { 'content-type': 'video/mp4' } })
  const { jobStatus } = (await upload()).json
  const poll = async () => (await call(xrpc(`app.bsky.video.getJobStatus?jobId=${jobStatus.jobId}`))).json.jobStatus
  expect((await poll()).state).toBe('JOB_STATE_ENCODING')
  await expect.poll(async () => (await poll()).state).toBe('JOB_STATE_COMPLETED')
  const again = await upload()
  expect([again.status, again.json.error, again.json.jobId]).toEqual([409, 'already_exists', jobStatus.jobId])
  const embed = { $type: 'app.bsky.embed.video', video: (await poll()).blob, alt: 'moving' }
  expect((await write({ session, value: record('Look', { embed }) })).status).toBe(200)
})

test('several writes are one; foreign repositories are closed', async () => {
  const session = await signIn()
  const writes = ['One', 'Two'].map((text) => ({ $type: 'com.atproto.repo.applyWrites#create', collection: 'app.bsky.feed.post', value: record(text) }))
  expect((await call(xrpc('com.atproto.repo.applyWrites'), { token: session.accessJwt, json: { repo: session.did, writes } })).json.results).toHaveLength(2)
  const { did } = (await call(xrpc('com.atproto.identity.resolveHandle?handle=bob.example.org'))).json
  expect((await write({ session: { ...session, did }, value: record('x') })).status).toBe(401)
  expect((await call(xrpc('com.atproto.identity.resolveHandle?handle=alice.example.org'))).json.did).toBe(session.did)
})
