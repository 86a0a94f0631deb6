import { expect, test } from 'vitest'
import { call } from '../testing/call.ts'
import { picture } from '../testing/picture.ts'
import { useSimulator } from '../testing/use-simulator.ts'

const simulator = useSimulator()
const ask = (method: string, json?: unknown, token = 'xoxb-news') =>
  call(`${simulator.at('slack')}/api/${method}`, { token, ...(json === undefined ? {} : { json }) })

test('a message carries metadata, which the history shows when it is asked', async () => {
  expect((await ask('auth.test')).json).toMatchObject({ ok: true, team: 'Simulator' })
  const metadata = { event_type: 'flow_post', event_payload: { key: 'k1' } }
  const posted = await ask('chat.postMessage', { channel: 'C0123ABC', text: 'Hello', metadata })
  expect(posted.json).toMatchObject({ ok: true, channel: 'C0123ABC', ts: expect.stringMatching(/^\d{10}\.\d{6}$/) })
  const bare = await ask('conversations.history?channel=C0123ABC')
  expect(bare.json.messages[0].metadata).toBeUndefined()
  const history = await ask('conversations.history?channel=C0123ABC&include_all_metadata=true&limit=5')
  expect(history.json.messages).toMatchObject([{ text: 'Hello', ts: posted.json.ts, metadata }])
  const link = await ask(`chat.getPermalink?channel=C0123ABC&message_ts=${posted.json.ts}`)
  expect(link.json.permalink).toContain(posted.json.ts.replace('.', ''))
})

test('replies are in their thread, not in the history', async () => {
  const { ts } = (await ask('chat.postMessage', { channel: 'C0123ABC', text: 'One' })).json
  await ask('chat.postMessage', { channel: 'C0123ABC', text: 'Two', thread_ts: ts })
  expect((await ask('conversations.history?channel=C0123ABC')).json.messages).toHaveLength(1)
  expect((await ask(`conversations.replies?channel=C0123ABC&ts=${ts}`)).json.messages.map(({ text }: { text: string }) => text)).toEqual(['One', 'Two'])
})

test.each([
  [{ channel: 'C0123ABC' }, 'no_text'],
  [{ text: 'Hi' }, 'channel_not_found'],
  [{ channel: 'C0123ABC', text: 'Hi', thread_ts: '1.000001' }, 'thread_not_found'],
  [{ channel: 'C0123ABC', blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(3_001) } }] }, 'invalid_blocks'],
  [{ channel: 'CARCHIVED', text: 'Hi' }, 'is_archived'],
])('%j is refused with status 200', async (json, error) => {
  simulator.current.configure({ archivedTargets: ['CARCHIVED'] })
  const answer = await ask('chat.postMessage', json)
  expect([answer.status, answer.json]).toEqual([200, { ok: false, error }])
})

test('a bot joins before it posts where it has to', async () => {
  simulator.current.configure({ unjoinedTargets: ['C0123ABC'] })
  expect((await ask('conversations.info?channel=C0123ABC')).json.channel.is_member).toBe(false)
  expect((await ask('chat.postMessage', { channel: 'C0123ABC', text: 'Hi' })).json.error).toBe('not_in_channel')
  expect((await ask('conversations.join', { channel: 'C0123ABC' })).json.ok).toBe(true)
  expect((await ask('chat.postMessage', { channel: 'C0123ABC', text: 'Hi' })).json.ok).toBe(true)
})

test('a file is asked for, sent and shared', async () => {
  const { upload_url, file_id } = (await ask(`files.getUploadURLExternal?filename=a.png&length=${picture.length}`)).json
  expect((await ask('files.completeUploadExternal', { files: [{ id: file_id }], channel_id: 'C0123ABC' })).json.error).toBe('file_update_failed')
  expect((await call(upload_url, { bytes: picture })).text).toBe(`OK - ${picture.length}`)
  expect((await ask(`files.info?file=${file_id}`)).json.error).toBe('file_not_found')
  simulator.current.script({ network: 'slack', operation: 'create', fault: { kind: 'slow-processing', ms: 100 } })
  const done = await ask('files.completeUploadExternal', { files: [{ id: file_id, title: 'Pixel' }], channel_id: 'C0123ABC', initial_comment: 'Look' })
  expect(done.json.files).toMatchObject([{ id: file_id, title: 'Pixel' }])
  expect(simulator.current.published()).toMatchObject([{ text: 'Look', target: 'C0123ABC', media: [{ mimeType: 'image/png' }] }])
  const shares = async () => (await ask(`files.info?file=${file_id}`)).json.file.shares
  expect(await shares()).toEqual({})
  await expect.poll(shares).toMatchObject({ public: { C0123ABC: [{ ts: expect.stringMatching(/^\d+\.\d{6}$/) }] } })
})

test('tokens: none, revoked, and one by OAuth', async () => {
  expect((await call(`${simulator.at('slack')}/api/auth.test`)).json.error).toBe('not_authed')
  expect((await ask('auth.test', undefined, 'revoked-bot')).json.error).toBe('token_revoked')
  const sent = await call(
    `${simulator.at('slack')}/oauth/v2/authorize?response_type=code&client_id=flow&redirect_uri=http://localhost/back&state=s1&account=acme`,
  )
  const back = new URL(sent.headers.get('location') ?? '')
  expect(back.searchParams.get('state')).toBe('s1')
  const form = { client_id: 'flow', client_secret: 's', code: back.searchParams.get('code') ?? '', redirect_uri: 'http://localhost/back' }
  const granted = await call(`${simulator.at('slack')}/api/oauth.v2.access`, { form })
  expect(granted.json).toMatchObject({ ok: true, token_type: 'bot', access_token: expect.stringMatching(/^xoxb-/) })
  expect((await ask('auth.test', undefined, granted.json.access_token)).json.user).toBe('acme')
  expect((await call(`${simulator.at('slack')}/api/oauth.v2.access`, { form })).json.error).toBe('invalid_code')
  expect(granted.json.refresh_token).toBeUndefined()
})

test('tokens that rotate: each refresh token works once, and its second use ends what came of it', async () => {
  simulator.current.configure({ rotatesTokens: true })
  const address = `${simulator.at('slack')}/oauth/v2/authorize?response_type=code&client_id=flow&redirect_uri=http://localhost/back&account=acme`
  const code = new URL((await call(address)).headers.get('location') ?? '').searchParams.get('code') ?? ''
  const exchange = (form: Record<string, string>) =>
    call(`${simulator.at('slack')}/api/oauth.v2.access`, { form: { client_id: 'flow', client_secret: 's', ...form } })
  const first = (await exchange({ code, redirect_uri: 'http://localhost/back' })).json
  expect(first).toMatchObject({ access_token: expect.stringMatching(/^xoxe\.xoxb-/), refresh_token: expect.stringMatching(/^xoxe-1-/), expires_in: 7_200 })
  const again = { grant_type: 'refresh_token', refresh_token: first.refresh_token }
  expect((await exchange({ ...again, client_secret: '' })).json.error).toBe('bad_client_secret')
  const second = (await exchange(again)).json
  expect((await ask('auth.test', undefined, second.access_token)).json.user).toBe('acme')
  expect((await exchange(again)).json.error).toBe('invalid_refresh_token')
  expect((await ask('auth.test', undefined, second.access_token)).json.error).toBe('token_revoked')
})
