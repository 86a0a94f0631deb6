import { beforeAll, describe, expect, test } from 'vitest'
import { readObject, readText, type Json } from '../kit/read-json.ts'
import type { Credentials } from '../port/credentials.ts'
import { broken } from '../testing/fake-fetch.ts'
import { mediaFile } from '../testing/media-file.ts'
import { memoryProgress, publishInput } from '../testing/publish-input.ts'
import { createMatrix } from './index.ts'

// A homeserver on which anybody may register without a check, such as a fresh Synapse with enable_registration_without_verification.
const server = process.env.MATRIX_TEST_SERVER
if (!server) console.warn('matrix.server.test.ts is skipped: MATRIX_TEST_SERVER names no homeserver.')

const matrix = createMatrix()
let credentials: Credentials = {}
let refreshToken = ''
const api = async (method: string, path: string, json?: object): Promise<Json> => {
  const { accessToken } = credentials
  const headers = { 'content-type': 'application/json', ...(accessToken ? { authorization: `Bearer ${accessToken}` } : {}) }
  return readObject(await (await fetch(`${server}/_matrix/client/v3${path}`, { method, headers, ...(json ? { body: JSON.stringify(json) } : {}) })).json())
}
const textOf = (value: unknown) => readText(value) ?? ''
const createRoom = async (more: object = {}) => textOf((await api('POST', '/createRoom', { preset: 'public_chat', name: 'Flow news', ...more })).room_id)
const eventOf = async (eventId: string) => readObject((await api('GET', `/rooms/${credentials.joinedRoomId}/event/${eventId}`)).content)
const countOf = async (text: string) => {
  const { chunk } = await api('GET', `/rooms/${credentials.joinedRoomId}/messages?dir=b&limit=100`)
  return (Array.isArray(chunk) ? chunk : []).filter((event) => readObject(readObject(event).content).body === text).length
}
const input = (more: Parameters<typeof publishInput>[0] = {}) => {
  const { item, ...others } = more
  return publishInput({ credentials, fetch, clientKey: `pub_${crypto.randomUUID()}`, ...others, item: { dueAt: new Date(), ...item } })
}
// The request arrives, its answer does not.
const losing: typeof fetch = async (url, init) => {
  await fetch(url, init)
  throw broken('ECONNRESET')
}

describe.skipIf(!server)('against a real homeserver', () => {
  beforeAll(async () => {
    const username = `flow_${crypto.randomUUID().slice(0, 8)}`
    const account = await api('POST', '/register', { username, password: crypto.randomUUID(), refresh_token: true, auth: { type: 'm.login.dummy' } })
    credentials = { server: server ?? '', accessToken: textOf(account.access_token) }
    refreshToken = textOf(account.refresh_token)
    const [alias, domain] = [`news_${username}`, textOf(account.user_id).split(':').slice(1).join(':')]
    const roomId = await createRoom({ room_alias_name: alias })
    credentials = { ...credentials, roomId: `#${alias}:${domain}` }
    const connected = await matrix.verify?.(input())
    expect(connected).toMatchObject({ remoteId: roomId, displayName: 'Flow news', limits: { media: { images: { maxBytes: expect.any(Number) } } } })
    credentials = { ...credentials, ...connected?.credentials }
  })

  test('a post, its repeat and a part of its thread', async () => {
    const first = input({ item: { text: 'Hello <b>Matrix</b> 👋🏽' } })
    const post = await matrix.submit(first)
    if (!('remoteId' in post)) throw new Error('it should be there at once')
    expect(await matrix.submit(first)).toEqual(post)
    expect(await countOf('Hello <b>Matrix</b> 👋🏽')).toBe(1)
    expect(await matrix.finalize?.({ ...first, published: post })).toEqual({ warnings: [] })
    const part = await matrix.submit(input({ item: { kind: 'part', text: 'And more', root: post, parent: post } }))
    if (!('remoteId' in part)) throw new Error('it should be there at once')
    expect(await eventOf(part.remoteId)).toMatchObject({ body: 'And more', 'm.relates_to': { rel_type: 'm.thread', event_id: post.remoteId } })
  })

  test('a lost answer is found by its transaction, and what was never sent is not', async () => {
    const lost = input({ item: { text: 'Lost and found' }, fetch: losing })
    await expect(matrix.submit(lost)).rejects.toMatchObject({ kind: 'outcome_unknown' })
    const found = await matrix.probe({ ...lost, fetch })
    expect(found).toMatchObject({ remoteId: expect.stringMatching(/^\$/) })
    expect(await matrix.submit({ ...lost, fetch })).toEqual(found)
    expect(await countOf('Lost and found')).toBe(1)
    expect(await matrix.probe(input({ item: { text: 'Lost and found' } }))).toBeUndefined()
  })

  test('media are uploaded and sent before the text; a break between them doubles nothing', async () => {
    const saved: Record<string, string> = {}
    const media = [mediaFile({ altText: 'A cat' }), mediaFile({ kind: 'video', filename: 'b.mp4', contentType: 'video/mp4' })]
    let calls = 0
    const breaking: typeof fetch = (url, init) => (++calls === 4 ? losing(url, init) : fetch(url, init))
    const whole = input({ item: { text: 'With media', media }, progress: memoryProgress(saved), fetch: breaking })
    await expect(matrix.submit(whole)).rejects.toMatchObject({ kind: 'outcome_unknown' })
    expect(await matrix.probe({ ...whole, fetch })).toBeUndefined()
    const published = await matrix.submit({ ...whole, fetch })
    expect(await matrix.probe({ ...whole, fetch })).toEqual(published)
    expect([await countOf('A cat'), await countOf('b.mp4'), await countOf('With media')]).toEqual([1, 1, 1])
    expect(await eventOf(saved[`${whole.clientKey}.0`] ?? '')).toMatchObject({ msgtype: 'm.image', url: saved.media0, info: { mimetype: 'image/png', w: 640 } })
  })

  test('an encrypted room is refused, and so is one that lets nobody in', async () => {
    const state = [{ type: 'm.room.encryption', state_key: '', content: { algorithm: 'm.megolm.v1.aes-sha2' } }]
    const encrypted = { ...credentials, roomId: await createRoom({ initial_state: state }) }
    await expect(matrix.verify?.(input({ credentials: encrypted }))).rejects.toMatchObject({
      kind: 'permission_missing',
      message: expect.stringContaining('encrypted'),
    })
    const nowhere = { ...credentials, roomId: `!nowhere:${credentials.userId?.split(':').slice(1).join(':')}` }
    await expect(matrix.verify?.(input({ credentials: nowhere }))).rejects.toMatchObject({ kind: 'permission_missing' })
    await expect(matrix.submit(input({ credentials: { ...nowhere, joinedRoomId: '' } }))).rejects.toMatchObject({ kind: 'permission_missing' })
  })

  test('what is too long is refused, a wrong token is told, and a refreshed one posts', async () => {
    await expect(matrix.submit(input({ item: { text: 'x'.repeat(70_000) } }))).rejects.toMatchObject({ kind: 'content_rejected' })
    await expect(matrix.submit(input({ credentials: { ...credentials, accessToken: 'wrong' } }))).rejects.toMatchObject({ kind: 'credentials_expired' })
    const tokens = await matrix.refresh?.(input({ credentials: { ...credentials, refreshToken } }))
    expect(tokens).toMatchObject({ accessToken: expect.any(String), refreshToken: expect.any(String) })
    await expect(matrix.refresh?.(input({ credentials: { ...credentials, refreshToken: 'wrong' } }))).rejects.toMatchObject({ kind: 'credentials_expired' })
    credentials = { ...credentials, accessToken: tokens?.accessToken ?? '' }
    expect(await matrix.submit(input())).toMatchObject({ remoteId: expect.any(String) })
  })
})
