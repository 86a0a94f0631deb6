import { createHash } from 'node:crypto'
import { finalizeEvent, generateSecretKey, getPublicKey, type NostrEvent } from 'nostr-tools/pure'
import { expect, test } from 'vitest'
import { call, type Json } from '../testing/call.ts'
import { picture } from '../testing/picture.ts'
import { useSimulator } from '../testing/use-simulator.ts'

const simulator = useSimulator()
const key = generateSecretKey()
const pubkey = getPublicKey(key)
const note = (content: string, more: Partial<NostrEvent> = {}) =>
  finalizeEvent({ kind: 1, tags: [], content, created_at: Math.floor(Date.now() / 1_000), ...more }, key)

/** A client that collects what a relay says. */
async function connect(path = '') {
  const socket = new WebSocket(`${simulator.at('nostr').replace('http', 'ws')}${path}`)
  const heard: Json[] = []
  let isClosed = false
  socket.addEventListener('message', ({ data }) => heard.push(JSON.parse(String(data))))
  socket.addEventListener('close', () => {
    isClosed = true
  })
  await new Promise((resolve) => socket.addEventListener('open', resolve, { once: true }))
  const ask = async (message: unknown[], isAnswer: (said: Json) => boolean): Promise<Json> => {
    socket.send(JSON.stringify(message))
    await expect.poll(() => heard.some(isAnswer)).toBe(true)
    return heard.splice(heard.findIndex(isAnswer), 1)[0]
  }
  const publish = async (event: NostrEvent) => (await ask(['EVENT', event], ([kind, id]) => kind === 'OK' && id === event.id)).slice(2)
  return { socket, heard, ask, publish, isClosed: () => isClosed }
}

test('an event is taken once, read back, and public once on however many relays', async () => {
  const [one, two] = [await connect('/one'), await connect('/two')]
  const event = note('Hello')
  expect(await one.publish(event)).toEqual([true, ''])
  expect(await one.publish(event)).toEqual([true, expect.stringMatching(/^duplicate:/)])
  expect(await two.publish(event)).toEqual([true, ''])
  expect(simulator.current.published()).toMatchObject([{ id: event.id, account: pubkey, text: 'Hello' }])
  await one.ask(['REQ', 's1', { ids: [event.id] }], ([kind]) => kind === 'EOSE')
  expect(one.heard).toMatchObject([['EVENT', 's1', { id: event.id }]])
  expect(simulator.current.calls({ operation: 'create' })).toHaveLength(3)
})

test('subscriptions hear of what comes, until they are closed', async () => {
  const [reader, writer] = [await connect(), await connect()]
  await reader.ask(['REQ', 's1', { authors: [pubkey], kinds: [1] }], ([kind]) => kind === 'EOSE')
  await writer.publish(note('Live'))
  await expect.poll(() => reader.heard).toMatchObject([['EVENT', 's1', { content: 'Live' }]])
  reader.socket.send(JSON.stringify(['CLOSE', 's1']))
  await reader.ask(['REQ', 's2', { ids: [] }], ([kind, id]) => kind === 'EOSE' && id === 's2')
  await writer.publish(note('Unheard'))
  expect(reader.heard).toHaveLength(1)
  await reader.ask(['REQ', 's3', { ids: 7 }], ([kind]) => kind === 'NOTICE')
})

test('what is forged, late or broken is refused', async () => {
  const { publish } = await connect()
  expect(await publish({ ...note('a'), content: 'b' })).toEqual([false, expect.stringMatching(/^invalid: .*signature/)])
  expect(await publish(note('x', { created_at: 4_102_444_800 }))).toEqual([false, expect.stringContaining('too far off')])
  expect(await publish(note('x'.repeat(70_000)))).toEqual([false, 'invalid: event too large'])
  simulator.current.configure({ revokedTokens: [pubkey] })
  expect(await publish(note('x'))).toEqual([false, expect.stringMatching(/^blocked:/)])
  expect(simulator.current.published()).toEqual([])
})

test('replies hang under their parent; articles are replaced; a delete takes a note away', async () => {
  const { publish } = await connect()
  const root = note('Root')
  await publish(root)
  await publish(note('Reply', { tags: [['e', root.id, '', 'reply']] }))
  await publish(
    note('First', {
      kind: 30_023,
      tags: [
        ['d', 'a'],
        ['title', 'T'],
      ],
    }),
  )
  await publish(
    note('Second', {
      kind: 30_023,
      tags: [
        ['d', 'a'],
        ['title', 'T'],
      ],
    }),
  )
  expect(simulator.current.published().map(({ text, parentId }) => [text, parentId])).toEqual([
    ['Root', null],
    ['Reply', root.id],
    ['Second', null],
  ])
  await publish(note('', { kind: 5, tags: [['e', root.id]] }))
  expect(simulator.current.published().map(({ text }) => text)).toEqual(['Reply', 'Second'])
})

test('faults are played on events', async () => {
  const { publish, socket, isClosed } = await connect()
  simulator.current.script({ network: 'nostr', matches: 'slow', fault: { kind: 'rate-limit' } })
  simulator.current.script({ network: 'nostr', matches: 'lost', fault: { kind: 'lose-answer' } })
  expect(await publish(note('slow'))).toEqual([false, expect.stringMatching(/^rate-limited:/)])
  socket.send(JSON.stringify(['EVENT', note('lost')]))
  await expect.poll(isClosed).toBe(true)
  expect(simulator.current.published().map(({ text }) => text)).toEqual(['lost'])
})

test('a relay tells of itself', async () => {
  const told = await call(simulator.at('nostr'), { headers: { accept: 'application/nostr+json' } })
  expect(told.json.supported_nips).toContain(1)
})

test('Blossom takes a file that its authorization names', async () => {
  const sha256 = createHash('sha256').update(picture).digest('hex')
  const upload = (tags: string[][]) => {
    const event = note('Upload', { kind: 24_242, tags })
    return call(`${simulator.at('nostr')}/upload`, {
      method: 'PUT',
      bytes: picture,
      headers: { authorization: `Nostr ${Buffer.from(JSON.stringify(event)).toString('base64')}`, 'content-type': 'image/png' },
    })
  }
  const later = String(Math.floor(Date.now() / 1_000) + 60)
  const done = await upload([
    ['t', 'upload'],
    ['x', sha256],
    ['expiration', later],
  ])
  expect([done.status, done.json.sha256]).toEqual([200, sha256])
  expect(Buffer.from(await (await fetch(done.json.url)).arrayBuffer()).equals(picture)).toBe(true)
  expect(
    (
      await upload([
        ['t', 'upload'],
        ['x', 'other'],
        ['expiration', later],
      ])
    ).status,
  ).toBe(401)
  expect(
    (
      await upload([
        ['t', 'upload'],
        ['x', sha256],
        ['expiration', '1'],
      ])
    ).headers.get('x-reason'),
  ).toContain('expired')
  expect((await call(`${simulator.at('nostr')}/upload`, { method: 'PUT', bytes: picture })).status).toBe(401)
})
