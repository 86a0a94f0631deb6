import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createFlowUser, type FlowUser } from './flow-user.ts'
import { findSynapse } from './find-synapse.ts'
import type { MatrixAccount } from './matrix-account.ts'
import { refreshableLifeMs, startMatrixSynapse, type MatrixSynapse } from './matrix-synapse.ts'
import { runFlow, until, type RunningFlow } from './running-flow.ts'

const python = findSynapse()
if (!python) console.log('skipped: Matrix on a real Synapse, because the wheel matrix-synapse (npm test installs it on Linux) was not found')

const sending = '/send/m.room.message/'

describe.skipIf(!python)('on a real Synapse', () => {
  let synapse: MatrixSynapse
  let flow: RunningFlow
  let user: FlowUser
  let ada: MatrixAccount
  let roomId: string
  let channelId: string

  beforeAll(async () => {
    synapse = await startMatrixSynapse({ python: python ?? '' })
    ada = await synapse.createAccount('ada')
    roomId = await ada.createRoom({ room_alias_name: 'news' })
    flow = await runFlow({ env: { FLOW_ALLOW_PRIVATE_NETWORKS: 'true' } })
    user = createFlowUser({ flow, network: 'matrix' })
    const connected = await user.connectChannel(loginOf(ada, '#news:localhost'))
    channelId = connected.channelId
    expect(connected.connection).toMatchObject({ status: 'active', account: { id: roomId, handle: ada.userId, displayName: 'Flow news' } })
  })
  afterAll(async () => {
    await flow?.stop()
    await synapse?.stop()
  })

  const loginOf = ({ accessToken }: MatrixAccount, room: string) => ({ server: synapse.url, accessToken, roomId: room })
  const bodiesOf = async (room = roomId) => (await ada.messagesIn(room)).map(({ content }) => content['body'])
  const countOf = async (body: string) => (await bodiesOf()).filter((each) => each === body).length

  test('a text with a link, a tag and a mention is one event, and the mentioned person is told', async () => {
    const content = 'Grüße 👋🏽 <b>@ada:localhost</b>, see https://a.example/x?y=1&z=2 #news'
    const publication = await user.publish(channelId, { content })
    expect(publication).toMatchObject({ status: 'published', attempts: 1, warnings: [] })
    const [event, ...others] = (await ada.messagesIn(roomId)).filter((each) => each.content['body'] === content)
    expect(others).toEqual([])
    expect(event?.content).toEqual({ msgtype: 'm.text', body: content, 'm.mentions': { user_ids: ['@ada:localhost'] } })
    expect(publication.url).toBe(`https://matrix.to/#/${encodeURIComponent(roomId)}/${encodeURIComponent(event?.eventId ?? '')}?via=localhost`)
  })

  test('a picture with its alt text, then the text, then the parts of the thread under it', async () => {
    const mediaKeys = [await user.uploadPicture('Coloured dots')]
    const thread = [{ content: 'Second part' }, { content: 'Third part' }]
    const publication = await user.publish(channelId, { content: 'With a picture', mediaKeys, thread, options: { notice: true } })
    expect(publication).toMatchObject({ status: 'published' })
    const [picture, text, second, third] = (await ada.messagesIn(roomId)).slice(-4)
    expect(picture?.content).toMatchObject({ msgtype: 'm.image', body: 'Coloured dots', info: { mimetype: 'image/png', w: 64, h: 48 } })
    const [, media] = /^mxc:\/\/(.+)$/.exec(String(picture?.content['url'])) ?? []
    const download = await fetch(`${synapse.url}/_matrix/client/v1/media/download/${media}`, { headers: { authorization: `Bearer ${ada.accessToken}` } })
    expect([download.status, download.headers.get('content-type')]).toEqual([200, 'image/png'])
    expect(text?.content).toMatchObject({ msgtype: 'm.notice', body: 'With a picture' })
    const under = (parent: string | undefined) => ({
      rel_type: 'm.thread',
      event_id: text?.eventId,
      is_falling_back: true,
      'm.in_reply_to': { event_id: parent },
    })
    expect(second?.content).toMatchObject({ body: 'Second part', 'm.relates_to': under(text?.eventId) })
    expect(third?.content).toMatchObject({ body: 'Third part', 'm.relates_to': under(second?.eventId) })
  })

  test('an answer that is lost after the effect leaves exactly one event', async () => {
    synapse.proxy.loseAnswer(sending)
    expect(await user.publish(channelId, { content: 'Lost on the way' })).toMatchObject({ status: 'published', url: expect.stringContaining('matrix.to') })
    expect(await countOf('Lost on the way')).toBe(1)
  })

  test('an answer that is lost in the middle of a thread doubles and skips nothing', async () => {
    synapse.proxy.loseAnswer(sending, { after: 1 })
    const parts = ['Part one of three', 'Part two of three', 'Part three of three']
    const [content = '', ...rest] = parts
    expect(await user.publish(channelId, { content, thread: rest.map((part) => ({ content: part })) })).toMatchObject({ status: 'published' })
    expect((await bodiesOf()).slice(-3)).toEqual(parts)
    expect(await Promise.all(parts.map(countOf))).toEqual([1, 1, 1])
  })

  test('a lost answer of a picture’s own event doubles nothing in the room', async () => {
    const mediaKeys = [await user.uploadPicture('Picture with a lost event')]
    synapse.proxy.loseAnswer(sending)
    expect(await user.publish(channelId, { content: 'Its text', mediaKeys })).toMatchObject({ status: 'published' })
    expect((await bodiesOf()).slice(-2)).toEqual(['Picture with a lost event', 'Its text'])
  })

  // Both wait for long, so they wait together.
  test.concurrent('a server’s own pace is kept: what is too fast waits as long as it says, and all arrives in order', async () => {
    const slow = await synapse.createAccount('slow', { isSlowed: true })
    const room = await slow.createRoom()
    const connected = await user.connectChannel(loginOf(slow, room))
    const parts = Array.from({ length: 6 }, (_, no) => `At its pace ${no}`)
    const [content = '', ...rest] = parts
    const publication = await user.publish(connected.channelId, { content, thread: rest.map((part) => ({ content: part })) })
    expect(publication).toMatchObject({ status: 'published' })
    expect((await slow.messagesIn(room)).map((event) => event.content['body'])).toEqual(parts)
    expect(publication.attempts).toBeGreaterThan(parts.length)
  })

  test.concurrent('an access token that ends is renewed by its refresh token: to connect, for a check and for a post', async () => {
    const other = await ada.logInForAWhile()
    const { accessToken, refreshToken } = await ada.logInForAWhile()
    const room = await ada.createRoom()
    const { connection, channelId: own } = await user.connectChannel({ ...loginOf(ada, room), accessToken, refreshToken })
    const isEnded = async () =>
      (await fetch(`${synapse.url}/_matrix/client/v3/account/whoami`, { headers: { authorization: `Bearer ${accessToken}` } })).status === 401
    await until('the token has ended', isEnded, refreshableLifeMs * 3)
    const late = await user.connectChannel({ ...loginOf(ada, await ada.createRoom()), ...other })
    expect(late.connection).toMatchObject({ status: 'active' })
    expect(await user.publish(late.channelId, { content: 'Connected late' })).toMatchObject({ status: 'published' })
    const verified = await flow.call('POST', `/v1/connections/${connection.id}/verify`)
    expect(verified.json.data).toMatchObject({ status: 'active', reason: null })
    expect(await user.publish(own, { content: 'With a new token' })).toMatchObject({ status: 'published' })
    expect((await bodiesOf(room)).filter((body) => body === 'With a new token')).toHaveLength(1)
  })

  test('a token that was logged out blocks the post and says what to do; a new one goes on', async () => {
    const { accessToken } = await ada.logInForAWhile()
    const room = await ada.createRoom()
    const { connection, channelId: own } = await user.connectChannel({ ...loginOf(ada, room), accessToken })
    await fetch(`${synapse.url}/_matrix/client/v3/logout`, { method: 'POST', headers: { authorization: `Bearer ${accessToken}` } })
    const blocked = await user.publish(own, { content: 'Logged out' })
    expect(blocked).toMatchObject({ status: 'blocked', reason: { code: 'credentials_expired' } })
    expect((await flow.call('GET', `/v1/connections/${connection.id}`)).json.data).toMatchObject({ status: 'expired' })
    expect((await user.connectChannel(loginOf(ada, room))).connection).toMatchObject({ id: connection.id, status: 'active' })
    expect((await flow.call('POST', `/v1/posts/${blocked.postId}/retry`, { body: {} })).status).toBe(200)
    await until('it is there', async () => (await bodiesOf(room)).includes('Logged out'))
  })

  test('what can’t be connected is told in plain words', async () => {
    const closed = await (await synapse.createAccount('owner')).createRoom({ preset: 'private_chat' })
    const encryption = [{ type: 'm.room.encryption', state_key: '', content: { algorithm: 'm.megolm.v1.aes-sha2' } }]
    const muted = await (await synapse.createAccount('chief')).createRoom({ power_level_content_override: { events_default: 50 } })
    for (const [credentials, message] of [
      [{ ...loginOf(ada, roomId), accessToken: 'syt_wrong' }, /access token/],
      [loginOf(ada, closed), /Invite it/],
      [loginOf(ada, '#nowhere:localhost'), /knows no such room/],
      [loginOf(ada, await ada.createRoom({ initial_state: encryption })), /encrypted/],
      [loginOf(ada, muted), /may not post/],
      [{ ...loginOf(ada, roomId), server: `${synapse.url}/nothing` }, /no Matrix server at this address/],
    ] as const) {
      const refused = await user.tryConnect(credentials)
      expect(refused.json.error, refused.text).toMatchObject({ code: 'CREDENTIALS_REJECTED', message: expect.stringMatching(message) })
    }
  })

  test('an account that was put out of the room is told so', async () => {
    const eve = await synapse.createAccount('eve')
    const { channelId: own } = await user.connectChannel(loginOf(eve, roomId))
    await ada.ask('POST', `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/kick`, { user_id: eve.userId })
    const blocked = await user.publish(own, { content: 'From outside' })
    expect(blocked).toMatchObject({ status: 'blocked', reason: { code: 'permission_missing', message: expect.stringContaining('may not post in this room') } })
    expect(await countOf('From outside')).toBe(0)
  })
})
