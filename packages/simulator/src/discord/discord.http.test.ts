import { expect, test } from 'vitest'
import { call } from '../testing/call.ts'
import { pictureFile } from '../testing/picture.ts'
import { useSimulator } from '../testing/use-simulator.ts'

const simulator = useSimulator()
const webhook = () => `${simulator.at('discord')}/api/v10/webhooks/223704706495545344/abc-DEF_123`
const channel = () => `${simulator.at('discord')}/api/v10/channels/199737254929760256`
const bot = { headers: { authorization: 'Bot newsbot' } }

test('a webhook tells of its channel, and posts to it', async () => {
  const told = await call(webhook())
  expect(told.json).toMatchObject({ id: '223704706495545344', token: 'abc-DEF_123', type: 1 })
  const posted = await call(`${webhook()}?wait=true`, { json: { content: 'Hello!', allowed_mentions: { parse: [] } } })
  expect(posted.status).toBe(200)
  expect(posted.json).toMatchObject({ content: 'Hello!', channel_id: told.json.channel_id, webhook_id: '223704706495545344' })
  expect(posted.headers.get('x-ratelimit-remaining')).toMatch(/^\d+$/)
  expect(simulator.current.published()).toMatchObject([{ network: 'discord', account: '223704706495545344', text: 'Hello!', id: posted.json.id }])
  expect((await call(`${webhook()}/messages/${posted.json.id}`)).json.content).toBe('Hello!')
})

test('without wait the answer is empty', async () => {
  const posted = await call(webhook(), { json: { content: 'Hello!' } })
  expect([posted.status, posted.text]).toEqual([204, ''])
  expect(simulator.current.published()).toHaveLength(1)
})

test('files come with their descriptions', async () => {
  const multipart = new FormData()
  multipart.set('payload_json', JSON.stringify({ content: 'Look', attachments: [{ id: 0, description: 'a pixel' }] }))
  multipart.set('files[0]', pictureFile())
  const posted = await call(`${webhook()}?wait=true`, { multipart })
  expect(posted.json.attachments).toMatchObject([{ content_type: 'image/png', description: 'a pixel' }])
  const [item] = simulator.current.published()
  expect((await fetch(`${simulator.current.baseUrl}${item?.media[0]?.url}`)).headers.get('content-type')).toBe('image/png')
})

test.each([
  [{ content: '' }, 400, 50_006],
  [{ content: 'x'.repeat(2_001) }, 400, 50_035],
  [{ embeds: Array.from({ length: 11 }, () => ({ title: 'x' })) }, 400, 50_035],
  [{ embeds: [{ description: 'x'.repeat(6_001) }] }, 400, 50_035],
])('%j is refused', async (json, status, code) => {
  const posted = await call(`${webhook()}?wait=true`, { json })
  expect([posted.status, posted.json.code]).toEqual([status, code])
  expect(simulator.current.published()).toEqual([])
})

test('a webhook that is gone is unknown, and a wrong token invalid', async () => {
  simulator.current.configure({ missingTargets: ['223704706495545344'] })
  expect((await call(webhook(), { json: { content: 'x' } })).json.code).toBe(10_015)
  simulator.current.configure({ missingTargets: [] })
  simulator.current.script({ network: 'discord', times: 1, fault: { kind: 'revoked-token' } })
  expect((await call(webhook(), { json: { content: 'x' } })).json.code).toBe(10_015)
  expect((await call(`${simulator.at('discord')}/api/v10/webhooks/1/revoked-token`, { json: { content: 'x' } })).json.code).toBe(50_027)
})

test('a bot’s enforced nonce brings the first message back', async () => {
  const json = { content: 'Once', nonce: 'key-1', enforce_nonce: true }
  const first = await call(`${channel()}/messages`, { ...bot, json })
  const second = await call(`${channel()}/messages`, { ...bot, json })
  expect(second.json.id).toBe(first.json.id)
  await call(`${channel()}/messages`, { ...bot, json: { content: 'Once', nonce: 'key-1' } })
  expect((await call(`${channel()}/messages?limit=5`, bot)).json).toHaveLength(2)
  expect(simulator.current.duplicates()).toMatchObject([{ account: 'newsbot', text: 'Once', count: 2 }])
})

test('a bot knows itself and its channels, replies, and needs a token', async () => {
  expect((await call(`${simulator.at('discord')}/api/v10/users/@me`, bot)).json).toMatchObject({ bot: true, username: 'newsbot' })
  expect((await call(channel(), bot)).json).toMatchObject({ id: '199737254929760256', type: 0 })
  const first = await call(`${channel()}/messages`, { ...bot, json: { content: 'One' } })
  const reply = await call(`${channel()}/messages`, { ...bot, json: { content: 'Two', message_reference: { message_id: first.json.id } } })
  expect(simulator.current.published()[1]).toMatchObject({ id: reply.json.id, parentId: first.json.id })
  expect((await call(`${channel()}/messages`, { ...bot, json: { content: 'Two', message_reference: { message_id: '1' } } })).json.code).toBe(50_035)
  expect((await call(channel())).json).toEqual({ message: '401: Unauthorized', code: 0 })
  simulator.current.configure({ forbiddenTargets: ['199737254929760256'] })
  expect((await call(`${channel()}/messages`, { ...bot, json: { content: 'x' } })).json.code).toBe(50_001)
})
