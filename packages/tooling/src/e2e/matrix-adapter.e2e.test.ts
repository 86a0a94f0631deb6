import { createNetworks } from '@flow/networks'
import type { Credentials, PublishInput, PublishItem } from '@flow/networks/port'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inputOf, pictureOf } from './adapter-input.ts'
import { findSynapse } from './find-synapse.ts'
import type { MatrixAccount } from './matrix-account.ts'
import { startMatrixSynapse, type MatrixSynapse } from './matrix-synapse.ts'

const python = findSynapse()
if (!python) console.log('skipped: the Matrix adapter on a real Synapse, because the wheel matrix-synapse was not found')

const matrix = createNetworks({ baseUrls: {} }).get('matrix')
const sending = '/send/m.room.message/'

describe.skipIf(!python)('the adapter on a real Synapse', () => {
  let synapse: MatrixSynapse
  let ada: MatrixAccount
  let credentials: Credentials

  beforeAll(async () => {
    synapse = await startMatrixSynapse({ python: python ?? '' })
    ada = await synapse.createAccount('ada')
    const given = { server: synapse.url, accessToken: ada.accessToken, roomId: await ada.createRoom() }
    const account = await matrix?.verify?.(inputOf({ credentials: given, item: {} }))
    expect(account).toMatchObject({ remoteId: given.roomId, limits: { media: { images: { maxBytes: 1024 * 1024 } } } })
    credentials = { ...given, ...account?.credentials }
  })
  afterAll(() => synapse?.stop())

  const input = (item: Partial<PublishItem>, own = credentials): PublishInput => ({
    ...inputOf({ credentials: own, item }),
    clientKey: `pub_${crypto.randomUUID()}`,
  })
  const submit = async (given: PublishInput) => {
    const published = await matrix?.submit(given)
    if (!published || 'handle' in published) throw new Error('Matrix publishes at once')
    return published
  }
  const countOf = async (body: string) => (await ada.messagesIn(credentials['roomId'] ?? '')).filter(({ content }) => content['body'] === body).length

  test('a lost answer is found by its transaction, what was never sent is not, and a repeat leaves one event', async () => {
    const lost = input({ text: 'Lost and found' })
    synapse.proxy.loseAnswer(sending)
    await expect(submit(lost)).rejects.toMatchObject({ kind: 'outcome_unknown' })
    const found = await matrix?.probe(lost)
    expect(found).toMatchObject({ remoteId: expect.stringMatching(/^\$/) })
    expect(await submit(lost)).toEqual(found)
    expect(await matrix?.finalize?.({ ...lost, published: await submit(lost) })).toEqual({ warnings: [] })
    expect(await countOf('Lost and found')).toBe(1)
    expect(await matrix?.probe(input({ text: 'Lost and found' }))).toBeUndefined()
  })

  test('lost answers of an upload and between media and text double nothing', async () => {
    const media = [await pictureOf({ key: 'one', altText: 'Dots' }), await pictureOf({ key: 'two', altText: 'More dots' })]
    const whole = input({ text: 'With media', media })
    synapse.proxy.loseAnswer('/media/v3/upload', { after: 1 })
    await expect(submit(whole)).rejects.toMatchObject({ kind: 'unavailable' })
    expect(await matrix?.probe(whole)).toBeUndefined()
    synapse.proxy.loseAnswer(sending, { after: 1 })
    await expect(submit(whole)).rejects.toMatchObject({ kind: 'outcome_unknown' })
    expect(await matrix?.probe(whole)).toBeUndefined()
    const uploads = synapse.proxy.count('/media/v3/upload')
    const published = await submit(whole)
    expect(synapse.proxy.count('/media/v3/upload')).toBe(uploads)
    expect(await matrix?.probe(whole)).toEqual(published)
    expect(await Promise.all(['Dots', 'More dots', 'With media'].map(countOf))).toEqual([1, 1, 1])
  })

  test('what is too long or too large is refused as what it is', async () => {
    await expect(submit(input({ text: 'x'.repeat(70_000) }))).rejects.toMatchObject({ kind: 'content_rejected' })
    const picture = await pictureOf({ key: 'one', altText: '' })
    const media = [{ ...picture, bytes: async () => new Uint8Array(1024 * 1024 + 1) }]
    await expect(submit(input({ text: 'Large', media }))).rejects.toMatchObject({ kind: 'media_rejected' })
  })

  test('a room that is encrypted after it was connected is told after a post', async () => {
    const roomId = await ada.createRoom()
    const own = { ...credentials, roomId, joinedRoomId: roomId }
    await ada.ask('PUT', `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/state/m.room.encryption`, { algorithm: 'm.megolm.v1.aes-sha2' })
    const post = input({ text: 'In the open' }, own)
    const told = await matrix?.finalize?.({ ...post, published: await submit(post) })
    expect(told?.warnings).toEqual([expect.stringContaining('encrypted')])
  })

  test('a refresh token gives new tokens; a used or unknown one says to connect again', async () => {
    const { accessToken, refreshToken } = await ada.logInForAWhile()
    const refresh = (token: string) => matrix?.refresh?.(inputOf({ credentials: { ...credentials, accessToken, refreshToken: token }, item: {} }))
    const renewed = await refresh(refreshToken)
    expect(renewed).toMatchObject({ accessToken: expect.any(String), refreshToken: expect.any(String), expiresInSeconds: expect.any(Number) })
    await submit(input({ text: 'Renewed' }, { ...credentials, accessToken: renewed?.accessToken ?? '' }))
    for (const ended of [refreshToken, 'syr_wrong']) await expect(refresh(ended)).rejects.toMatchObject({ kind: 'credentials_expired' })
  })

  test('in a room of the newest version its creator may post, though no list of powers names them', async () => {
    const roomId = await ada.createRoom({ room_version: '12', power_level_content_override: { events_default: 50 } })
    const given = { server: synapse.url, accessToken: ada.accessToken, roomId }
    expect(await matrix?.verify?.(inputOf({ credentials: given, item: {} }))).toMatchObject({ remoteId: roomId })
    const bob = await synapse.createAccount('bob')
    await expect(matrix?.verify?.(inputOf({ credentials: { ...given, accessToken: bob.accessToken }, item: {} }))).rejects.toThrow(/power level is 0, and 50/)
  })
})
