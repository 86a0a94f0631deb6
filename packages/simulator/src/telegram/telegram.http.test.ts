import { expect, test } from 'vitest'
import { call } from '../testing/call.ts'
import { pictureFile } from '../testing/picture.ts'
import { useSimulator } from '../testing/use-simulator.ts'

const simulator = useSimulator()
const ask = (method: string, json?: unknown, token = '123456:secret') =>
  call(`${simulator.at('telegram')}/bot${token}/${method}`, json === undefined ? {} : { json })

test('a bot knows itself, its channel and that it may post there', async () => {
  const me = (await ask('getMe')).json.result
  expect(me).toMatchObject({ id: 123_456, is_bot: true })
  expect((await ask('getChat', { chat_id: '@flownews' })).json.result).toMatchObject({ type: 'channel', username: 'flownews' })
  expect((await ask('getChatMember', { chat_id: '@flownews', user_id: me.id })).json.result).toMatchObject({ status: 'administrator', can_post_messages: true })
})

test('text is what people see of the markup', async () => {
  const html = await ask('sendMessage', { chat_id: '@flownews', text: '<b>Hi</b> &amp; bye', parse_mode: 'HTML' })
  expect(html.json.result).toMatchObject({ text: 'Hi & bye', chat: { username: 'flownews' } })
  await ask('sendMessage', { chat_id: '@flownews', text: '*Hi* 1\\.5', parse_mode: 'MarkdownV2' })
  expect(simulator.current.published().map(({ text }) => text)).toEqual(['Hi & bye', 'Hi 1.5'])
})

test.each([
  [{ chat_id: '@flownews', text: '<x>Hi</x>', parse_mode: 'HTML' }, "can't parse entities"],
  [{ chat_id: '@flownews', text: '<b>Hi', parse_mode: 'HTML' }, "can't parse entities"],
  [{ chat_id: '@flownews', text: 'Hi.', parse_mode: 'MarkdownV2' }, "Character '.' is reserved"],
  [{ chat_id: '@flownews', text: 'x'.repeat(4_097) }, 'message is too long'],
  [{ chat_id: '@flownews', text: ' ' }, 'message text is empty'],
  [{ text: 'Hi' }, 'chat_id is empty'],
  [{ chat_id: 'flownews', text: 'Hi' }, 'chat not found'],
  [{ chat_id: '@flownews', text: 'Hi', reply_parameters: { message_id: 99 } }, 'message to be replied not found'],
])('%j is a bad request', async (json, description) => {
  const answer = await ask('sendMessage', json)
  expect(answer.status).toBe(400)
  expect(answer.json).toMatchObject({ ok: false, error_code: 400, description: expect.stringContaining(description) })
  expect(simulator.current.published()).toEqual([])
})

test('replies hang under their message', async () => {
  const first = (await ask('sendMessage', { chat_id: '@flownews', text: 'One' })).json.result
  await ask('sendMessage', { chat_id: '@flownews', text: 'Two', reply_parameters: { message_id: first.message_id } })
  const [one, two] = simulator.current.published()
  expect(two?.parentId).toBe(one?.id)
})

test('photos come as bytes or by address, and albums are one post', async () => {
  const multipart = new FormData()
  multipart.set('chat_id', '@flownews')
  multipart.set('caption', 'A pixel')
  multipart.set('photo', pictureFile())
  expect((await call(`${simulator.at('telegram')}/bot1:a/sendPhoto`, { multipart })).json.result).toMatchObject({ caption: 'A pixel' })
  const album = new FormData()
  album.set('chat_id', '@flownews')
  album.set(
    'media',
    JSON.stringify([
      { type: 'photo', media: 'attach://a', caption: 'Both' },
      { type: 'photo', media: 'https://example.org/b.png' },
    ]),
  )
  album.set('a', pictureFile())
  const sent = await call(`${simulator.at('telegram')}/bot1:a/sendMediaGroup`, { multipart: album })
  expect(sent.json.result).toHaveLength(2)
  expect(sent.json.result[0].media_group_id).toBe(sent.json.result[1].media_group_id)
  expect(simulator.current.published().map(({ text, media }) => [text, media.length])).toEqual([
    ['A pixel', 1],
    ['Both', 2],
  ])
  expect((await ask('sendMediaGroup', { chat_id: '@flownews', media: [{ type: 'photo', media: 'https://example.org/b.png' }] })).status).toBe(400)
})

test('a message is deleted once', async () => {
  const { message_id } = (await ask('sendMessage', { chat_id: '@flownews', text: 'One' })).json.result
  expect((await ask('deleteMessage', { chat_id: '@flownews', message_id })).json).toEqual({ ok: true, result: true })
  expect((await ask('deleteMessage', { chat_id: '@flownews', message_id })).json.description).toContain('not found')
  expect(simulator.current.published()).toEqual([])
})

test('revoked bots, foreign chats and methods that are none', async () => {
  expect((await ask('getMe', undefined, '123456:revoked-secret')).json).toEqual({ ok: false, error_code: 401, description: 'Unauthorized' })
  simulator.current.configure({ forbiddenTargets: ['@flownews'] })
  expect((await ask('sendMessage', { chat_id: '@flownews', text: 'x' })).status).toBe(403)
  expect((await ask('sendNothing')).json).toEqual({ ok: false, error_code: 404, description: 'Not Found' })
})
