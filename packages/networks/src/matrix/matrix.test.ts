import { expect, test } from 'vitest'
import { createFakeFetch, type Call } from '../testing/fake-fetch.ts'
import { mediaFile } from '../testing/media-file.ts'
import { memoryProgress, publishInput } from '../testing/publish-input.ts'
import messages from './fixtures/messages.json' with { type: 'json' }
import refreshed from './fixtures/refresh.json' with { type: 'json' }
import whoami from './fixtures/whoami.json' with { type: 'json' }
import { createMatrix } from './index.ts'

const matrix = createMatrix()
const server = 'https://matrix.example.org'
const given = { server: `${server}/`, accessToken: 'syt_token_for_tests', roomId: '!flownews:example.org' }
const credentials = { ...given, userId: whoami.user_id }
const room = encodeURIComponent(given.roomId)
const missing = { status: 404, json: { errcode: 'M_NOT_FOUND', error: 'Event not found.' } }
const pathOf = ({ url }: Pick<Call, 'url'>) => url.replace(/^.*\/_matrix/, '')
const submitWith = (answer: Parameters<typeof createFakeFetch>[0]) => matrix.submit(publishInput({ credentials, fetch: createFakeFetch(answer).fetch }))
/** Answers by the first part of the path that fits. */
const answering = (answers: Record<string, { status?: number; json?: unknown }>) =>
  createFakeFetch((call) => answers[Object.keys(answers).find((part) => call.url.includes(part)) ?? ''] ?? missing)

test('a server, a token and a room make an account; what was found out is kept', async () => {
  const answers = {
    '/.well-known': { json: { 'm.homeserver': { base_url: 'https://api.example.org/' } } },
    '/account/whoami': { json: whoami },
    '/directory/room/': { json: { room_id: given.roomId, servers: ['example.org'] } },
    '/state/m.room.member/': { json: { membership: 'join' } },
    '/state/m.room.name': { json: { name: 'Flow news' } },
    '/media/config': { json: { 'm.upload.size': 52_428_800 } },
  }
  const { fetch, calls, headers } = answering(answers)
  expect(await matrix.verify?.(publishInput({ credentials: { ...given, roomId: '#news:example.org', joinedRoomId: '!old:x' }, fetch }))).toEqual({
    remoteId: given.roomId,
    handle: '@flow:example.org',
    displayName: 'Flow news',
    url: 'https://matrix.to/#/!flownews%3Aexample.org?via=example.org',
    expiresAt: null,
    credentials: { baseUrl: 'https://api.example.org', joinedRoomId: given.roomId, userId: '@flow:example.org' },
    limits: { media: { images: { maxBytes: 52_428_800 }, videos: { maxBytes: 52_428_800 } } },
  })
  // The token goes to the API alone.
  expect(calls[0]?.url).toBe(`${server}/.well-known/matrix/client`)
  expect(headers.map((each) => each.get('authorization'))).toEqual([null, ...calls.slice(1).map(() => `Bearer ${given.accessToken}`)])
  expect(calls.slice(1).every(({ url }) => url.startsWith('https://api.example.org/_matrix/'))).toBe(true)
})

test('a room is entered where the account is not in it, and refused where it is encrypted or closed', async () => {
  const answers = { '/account/whoami': { json: whoami }, '/join/': { json: { room_id: given.roomId } } }
  const { fetch, calls } = answering(answers)
  await matrix.verify?.(publishInput({ credentials: given, fetch }))
  expect(calls.find(({ method }) => method === 'POST')?.url).toBe(`${server}/_matrix/client/v3/join/${room}?via=example.org&server_name=example.org`)
  const failing = (more: Parameters<typeof answering>[0]) =>
    matrix.verify?.(publishInput({ credentials: given, fetch: answering({ ...answers, ...more }).fetch }))
  await expect(failing({ '/m.room.encryption': { json: { algorithm: 'm.megolm.v1.aes-sha2' } } })).rejects.toMatchObject({ kind: 'permission_missing' })
  await expect(failing({ '/join/': { status: 403, json: { errcode: 'M_FORBIDDEN', error: 'Not invited' } } })).rejects.toMatchObject({
    kind: 'permission_missing',
  })
  await expect(failing({ '/join/': { status: 404, json: { errcode: 'M_UNKNOWN', error: 'No known servers' } } })).rejects.toThrow('No known servers')
})

test('a room for announcements is refused to an account without the power, but not to its creator, whom newer rooms list nowhere', async () => {
  const connecting = ({ levels, created }: { levels: object; created: object }) => {
    const answers = {
      '/account/whoami': { json: whoami },
      '/state/m.room.member/': { json: { membership: 'join' } },
      '/state/m.room.power_levels': { json: levels },
      '/state/m.room.create?format=event': { json: created },
    }
    return matrix.verify?.(publishInput({ credentials: given, fetch: answering(answers).fetch }))
  }
  const announcing = { events_default: 50, users: { '@other:example.org': 100 } }
  const byOther = { sender: '@other:example.org', content: { room_version: '12' } }
  await expect(connecting({ levels: announcing, created: byOther })).rejects.toMatchObject({
    kind: 'permission_missing',
    message: expect.stringContaining('its power level is 0, and 50 is needed'),
  })
  const connected = { remoteId: given.roomId }
  expect(await connecting({ levels: announcing, created: { ...byOther, sender: whoami.user_id } })).toMatchObject(connected)
  expect(await connecting({ levels: announcing, created: { ...byOther, content: { additional_creators: [whoami.user_id] } } })).toMatchObject(connected)
  expect(await connecting({ levels: { ...announcing, events: { 'm.room.message': 0 } }, created: byOther })).toMatchObject(connected)
  expect(await connecting({ levels: { ...announcing, users_default: 50 }, created: byOther })).toMatchObject(connected)
  expect(await connecting({ levels: { ...announcing, users: { [whoami.user_id]: '50' } }, created: byOther })).toMatchObject(connected)
})

test('the way to the API is found through redirects, a few of them', async () => {
  const connecting = (hops: number) => {
    const fake = createFakeFetch(({ url }) => {
      const [, hop = '0'] = /hop=(\d+)/.exec(url) ?? []
      if (url.includes('/.well-known') && Number(hop) < hops) return { status: 301, headers: { location: `/.well-known/matrix/client?hop=${Number(hop) + 1}` } }
      if (url.includes('/.well-known')) return { json: { 'm.homeserver': { base_url: 'https://api.example.org' } } }
      return url.includes('/whoami') ? { json: whoami } : url.includes('/m.room.member/') ? { json: { membership: 'join' } } : missing
    })
    return matrix.verify?.(publishInput({ credentials: given, fetch: fake.fetch }))
  }
  expect((await connecting(3))?.credentials?.baseUrl).toBe('https://api.example.org')
  expect((await connecting(4))?.credentials?.baseUrl).toBe(server)
})

test('who is named by a whole Matrix id is told, each once', async () => {
  const { fetch, calls } = createFakeFetch(() => ({ json: { event_id: '$1' } }))
  const text = 'Hi @bob:example.org, @carol:b.example:8448 and @bob:example.org. Not a@dave:x, @erin or @frank@social.example'
  await matrix.submit(publishInput({ credentials, fetch, item: { text } }))
  expect(calls[0]?.body).toEqual({ msgtype: 'm.text', body: text, 'm.mentions': { user_ids: ['@bob:example.org', '@carol:b.example:8448'] } })
})

test('a post is one event under the item’s key', async () => {
  const { fetch, calls } = createFakeFetch(() => ({ json: { event_id: '$1' } }))
  const root = { remoteId: '$root', url: null }
  expect(await matrix.submit(publishInput({ credentials, fetch }))).toEqual({
    remoteId: '$1',
    url: 'https://matrix.to/#/!flownews%3Aexample.org/%241?via=example.org',
  })
  await matrix.submit(publishInput({ credentials, fetch, item: { kind: 'part', root, parent: { remoteId: '$before', url: null }, options: { notice: true } } }))
  expect(calls[0]).toEqual({
    url: `${server}/_matrix/client/v3/rooms/${room}/send/m.room.message/pub_1`,
    method: 'PUT',
    body: { msgtype: 'm.text', body: 'Hello from Flow!', 'm.mentions': {} },
  })
  expect(calls[1]?.body).toMatchObject({
    msgtype: 'm.notice',
    'm.relates_to': { rel_type: 'm.thread', event_id: '$root', is_falling_back: true, 'm.in_reply_to': { event_id: '$before' } },
  })
})

test('media are events before the text; what was uploaded and sent stays so', async () => {
  const saved: Record<string, string> = {}
  const input = publishInput({ credentials, progress: memoryProgress(saved), item: { media: [mediaFile({ altText: 'A cat' }), mediaFile()] } })
  let sends = 0
  const first = createFakeFetch(({ url }) => {
    if (url.includes('/upload')) return { json: { content_uri: 'mxc://example.org/abc' } }
    sends += 1
    return sends === 1 ? { json: { event_id: '$m0' } } : { status: 502 }
  })
  await expect(matrix.submit({ ...input, fetch: first.fetch })).rejects.toMatchObject({ kind: 'outcome_unknown' })
  expect(first.calls.map(({ method, url }) => `${method} ${url.split('/').at(-1)}`)).toEqual([
    'POST upload?filename=picture.png',
    'POST upload?filename=picture.png',
    'PUT pub_1.0',
    'PUT pub_1.1',
  ])
  expect(first.calls[2]?.body).toMatchObject({
    msgtype: 'm.image',
    body: 'A cat',
    filename: 'picture.png',
    url: 'mxc://example.org/abc',
    info: { size: 3, w: 640 },
  })
  const second = createFakeFetch(({ url }) => ({ json: { event_id: `$${url.split('.').at(-1)?.slice(-1)}` } }))
  await matrix.submit({ ...input, fetch: second.fetch })
  expect(second.calls.map((call) => pathOf(call).split('/').at(-1))).toEqual(['pub_1.1', 'pub_1'])
})

test('media alone end with the item’s key; a refused upload is told as such', async () => {
  const { fetch, calls } = createFakeFetch(({ url }) => ({ json: url.includes('/upload') ? { content_uri: 'mxc://a/b' } : { event_id: '$1' } }))
  await matrix.submit(publishInput({ credentials, fetch, item: { text: '', media: [mediaFile()] } }))
  expect(calls.map((call) => pathOf(call).split('/').at(-1))).toEqual(['upload?filename=picture.png', 'pub_1'])
  const large = createFakeFetch(() => ({ status: 413, json: { errcode: 'M_TOO_LARGE', error: 'Upload request body is too large' } }))
  const item = { media: [mediaFile()] }
  await expect(matrix.submit(publishInput({ credentials, fetch: large.fetch, item }))).rejects.toMatchObject({ kind: 'media_rejected' })
})

test('a lost answer is found by its transaction, or by its text where the server does not tell', async () => {
  const probing = (chunk: unknown[], item = {}) => {
    const fake = createFakeFetch(() => ({ json: { chunk } }))
    return { ...fake, found: matrix.probe(publishInput({ credentials, fetch: fake.fetch, item })) }
  }
  const positive = probing(messages.chunk)
  expect(await positive.found).toMatchObject({ remoteId: '$mine' })
  expect(new URL(positive.calls[0]?.url ?? '').searchParams.get('filter')).toBe('{"types":["m.room.message"],"senders":["@flow:example.org"]}')
  expect(await probing(messages.chunk.slice(0, 1)).found).toBeUndefined()
  const [, { unsigned: _, ...bare } = { unsigned: {} }] = messages.chunk
  expect(await probing([bare]).found).toMatchObject({ remoteId: '$mine' })
  expect(await probing([bare], { root: { remoteId: '$root', url: null } }).found).toBeUndefined()
  expect(await probing([bare], { dueAt: new Date('2026-11-25T00:00:00Z') }).found).toBeUndefined()
  const atTheEnd = createFakeFetch(() => ({ json: { chunk: [], end: 't1' } }))
  expect(await matrix.probe(publishInput({ credentials, fetch: atTheEnd.fetch }))).toBeUndefined()
  expect(atTheEnd.calls).toHaveLength(2)
  let place = 0
  const endless = createFakeFetch(() => ({ json: { chunk: messages.chunk.slice(0, 1), end: `t${++place}` } }))
  await expect(matrix.probe(publishInput({ credentials, fetch: endless.fetch }))).rejects.toMatchObject({ kind: 'outcome_unknown' })
})

test('a refresh token gets new tokens, at the API where that was found already, else where the server’s name leads', async () => {
  const refresh = async (more: object) => {
    const fake = createFakeFetch(({ url }) => ({
      json: url.includes('/.well-known') ? { 'm.homeserver': { base_url: 'https://api.example.org' } } : refreshed,
    }))
    const tokens = await matrix.refresh?.(publishInput({ credentials: { ...credentials, refreshToken: 'syr_1', ...more }, fetch: fake.fetch }))
    return { tokens, call: fake.calls.at(-1) }
  }
  const known = await refresh({ baseUrl: server })
  expect(known.tokens).toEqual({ accessToken: 'syt_new', refreshToken: 'syr_new', expiresInSeconds: 299 })
  expect(known.call).toEqual({ url: `${server}/_matrix/client/v3/refresh`, method: 'POST', body: { refresh_token: 'syr_1' } })
  expect((await refresh({})).call?.url).toBe('https://api.example.org/_matrix/client/v3/refresh')
  for (const errcode of ['M_FORBIDDEN', 'M_UNKNOWN_TOKEN']) {
    const used = createFakeFetch(() => ({ status: 403, json: { errcode, error: 'refresh token isn’t valid anymore' } }))
    await expect(matrix.refresh?.(publishInput({ credentials: { ...credentials, refreshToken: 'syr_1' }, fetch: used.fetch }))).rejects.toMatchObject({
      kind: 'credentials_expired',
    })
  }
  await expect(matrix.refresh?.(publishInput({ credentials }))).rejects.toMatchObject({ kind: 'credentials_expired' })
})

test('a room that was encrypted since is told after a post', async () => {
  const published = { remoteId: '$1', url: null }
  const encrypted = answering({ '/m.room.encryption': { json: { algorithm: 'm.megolm.v1.aes-sha2' } } })
  expect((await matrix.finalize?.({ ...publishInput({ credentials, fetch: encrypted.fetch }), published }))?.warnings).toHaveLength(1)
  expect(await matrix.finalize?.({ ...publishInput({ credentials, fetch: answering({}).fetch }), published })).toEqual({ warnings: [] })
})

test.each([
  [401, { errcode: 'M_UNKNOWN_TOKEN', soft_logout: true }, 'credentials_expired'],
  [401, { errcode: 'M_UNKNOWN_TOKEN', error: 'Invalid access token passed.' }, 'credentials_expired'],
  [401, { errcode: 'M_USER_LOCKED', soft_logout: true }, 'permission_missing'],
  [401, 'a proxy', 'permission_missing'],
  [403, { errcode: 'M_FORBIDDEN', error: 'User not in room' }, 'permission_missing'],
  [403, { errcode: 'M_USER_DEACTIVATED' }, 'permission_missing'],
  [404, { errcode: 'M_UNRECOGNIZED' }, 'permission_missing'],
  [404, 'no Matrix', 'permission_missing'],
  [413, { errcode: 'M_TOO_LARGE', error: 'event too large' }, 'content_rejected'],
  [400, { errcode: 'M_BAD_JSON' }, 'content_rejected'],
  [500, { errcode: 'M_UNKNOWN' }, 'outcome_unknown'],
  [200, {}, 'outcome_unknown'],
])('status %d with %j is %s', async (status, json, kind) => {
  await expect(submitWith(() => ({ status, json }))).rejects.toMatchObject({ kind, message: expect.not.stringContaining(given.accessToken) })
})

test('a pause is in the body or in the header', async () => {
  const limit = { errcode: 'M_LIMIT_EXCEEDED', retry_after_ms: 2_345 }
  await expect(submitWith(() => ({ status: 429, json: limit }))).rejects.toMatchObject({ kind: 'rate_limited', retryAfterMs: 2_345 })
  await expect(submitWith(() => ({ status: 429, headers: { 'retry-after': '3' } }))).rejects.toMatchObject({ kind: 'rate_limited', retryAfterMs: 3_000 })
})
