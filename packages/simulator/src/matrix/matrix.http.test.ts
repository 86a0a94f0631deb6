import { expect, test } from 'vitest'
import { call } from '../testing/call.ts'
import { picture } from '../testing/picture.ts'
import { useSimulator } from '../testing/use-simulator.ts'

const simulator = useSimulator()
const url = (path: string) => `${simulator.at('matrix')}/_matrix${path}`
const room = '!abc:simulator.test'
const send = (txnId: string, json: unknown, token = 'alice') =>
  call(url(`/client/v3/rooms/${encodeURIComponent(room)}/send/m.room.message/${txnId}`), { method: 'PUT', token, json })

test('one transaction is one event, for one token', async () => {
  const message = { msgtype: 'm.text', body: 'Hello' }
  const first = await send('t1', message)
  expect(first.json.event_id).toMatch(/^\$/)
  expect((await send('t1', message)).json).toEqual(first.json)
  expect((await send('t1', message, 'bob')).json).not.toEqual(first.json)
  expect((await send('t2', message)).json).not.toEqual(first.json)
  expect(simulator.current.duplicates()).toMatchObject([{ account: 'alice', target: room, count: 2 }])
})

test('threads hang under their root, and events are read and redacted', async () => {
  const { event_id } = (await send('t1', { msgtype: 'm.text', body: 'One' })).json
  await send('t2', { msgtype: 'm.text', body: 'Two', 'm.relates_to': { rel_type: 'm.thread', event_id } })
  expect(simulator.current.published()[1]?.parentId).toBe(event_id)
  const path = `/client/v3/rooms/${encodeURIComponent(room)}`
  expect((await call(url(`${path}/event/${encodeURIComponent(event_id)}`), { token: 'alice' })).json.content.body).toBe('One')
  expect((await call(url(`${path}/messages?limit=5`), { token: 'alice' })).json.chunk).toHaveLength(2)
  await call(url(`${path}/redact/${encodeURIComponent(event_id)}/r1`), { method: 'PUT', token: 'alice', json: {} })
  expect(simulator.current.published()).toHaveLength(1)
})

test('sign in, refresh once, and know oneself', async () => {
  const login = { type: 'm.login.password', identifier: { type: 'm.id.user', user: 'alice' }, password: 'p', refresh_token: true }
  const session = (await call(url('/client/v3/login'), { json: login })).json
  expect(session).toMatchObject({ user_id: '@alice:simulator.test', expires_in_ms: 7_200_000 })
  expect((await call(url('/client/v3/account/whoami'), { token: session.access_token })).json.user_id).toBe('@alice:simulator.test')
  const refresh = () => call(url('/client/v3/refresh'), { json: { refresh_token: session.refresh_token } })
  expect((await refresh()).status).toBe(200)
  expect((await refresh()).json.errcode).toBe('M_UNKNOWN_TOKEN')
  expect((await call(url('/client/v3/login'), { json: { ...login, password: 'wrong-p' } })).json.errcode).toBe('M_FORBIDDEN')
})

test('rooms: aliases, joining, encryption', async () => {
  const { room_id } = (await call(url(`/client/v3/directory/room/${encodeURIComponent('#news:simulator.test')}`))).json
  expect((await call(url(`/client/v3/join/${encodeURIComponent('#news:simulator.test')}`), { token: 'alice', json: {} })).json.room_id).toBe(room_id)
  simulator.current.configure({ unjoinedTargets: [room], encryptedTargets: [room] })
  expect((await send('t1', { msgtype: 'm.text', body: 'x' })).json.errcode).toBe('M_FORBIDDEN')
  await call(url(`/client/v3/rooms/${encodeURIComponent(room)}/join`), { token: 'alice', json: {} })
  expect((await send('t1', { msgtype: 'm.text', body: 'x' })).status).toBe(200)
  expect((await call(url(`/client/v3/rooms/${encodeURIComponent(room)}/state/m.room.encryption`), { token: 'alice' })).json.algorithm).toBe(
    'm.megolm.v1.aes-sha2',
  )
  const member = url(`/client/v3/rooms/${encodeURIComponent(room)}/state/m.room.member/${encodeURIComponent('@alice:simulator.test')}`)
  expect((await call(member, { token: 'alice' })).json.membership).toBe('join')
  expect((await call(member, { token: 'bob' })).json.errcode).toBe('M_FORBIDDEN')
})

test('media are uploaded and shown; what is wrong is told', async () => {
  const { content_uri } = (await call(url('/media/v3/upload?filename=a.png'), { token: 'alice', bytes: picture, headers: { 'content-type': 'image/png' } }))
    .json
  await send('t1', { msgtype: 'm.image', body: 'a pixel', url: content_uri, info: { mimetype: 'image/png' } })
  expect(simulator.current.published()).toMatchObject([{ media: [{ mimeType: 'image/png', alt: 'a pixel' }] }])
  expect((await call(url('/client/v1/media/config'), { token: 'alice' })).json['m.upload.size']).toBeGreaterThan(0)
  expect((await send('t2', { body: 'x' })).json.errcode).toBe('M_BAD_JSON')
  expect((await send('t3', { msgtype: 'm.text', body: 'x'.repeat(66_000) })).json.errcode).toBe('M_TOO_LARGE')
  expect((await send('t4', { msgtype: 'm.text', body: 'x' }, 'expired-alice')).json).toMatchObject({ errcode: 'M_UNKNOWN_TOKEN', soft_logout: true })
  simulator.current.script({ network: 'matrix', fault: { kind: 'rate-limit', resetMs: 1_500 } })
  expect((await send('t5', { msgtype: 'm.text', body: 'x' })).json).toMatchObject({ errcode: 'M_LIMIT_EXCEEDED', retry_after_ms: 1_500 })
})
