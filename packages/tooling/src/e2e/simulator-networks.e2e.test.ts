import { capabilities } from '@flow/networks'
import type { PublishedItem } from '@flow/simulator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { altText, capabilitiesOf, startSimulatorBench, type Placed, type SimulatorBench } from './simulator-bench.ts'
import { seats } from './simulator-seats.ts'

const everySeat = Object.entries(seats).map(([name, seat]) => ({ name, seat, limits: capabilitiesOf(seat) }))
const tricky = '1 < 2 & (so) [on] *x* _y_ #tag ~ `c` | {b} 日本 👩‍🚀'
const textOf = ({ what, name }: { what: string; name: string }) => `${what}-${name}. ${tricky}`

let bench: SimulatorBench
const placed = new Map<string, Placed>()
const placedAs = (key: string): Placed => {
  const found = placed.get(key)
  if (!found) throw new Error(`nothing was placed as ${key}`)
  return found
}

beforeAll(async () => {
  bench = await startSimulatorBench()
  for (const { name, seat, limits } of everySeat) {
    const seated = await bench.take({ seat, name })
    const place = async ({ what, body = {}, hasPicture = false }: { what: string; body?: object; hasPicture?: boolean }) => {
      const title = limits.title === null ? {} : { title: `Title of ${what}-${name}` }
      placed.set(`${what}-${name}`, await bench.place({ seated, body: { ...title, content: textOf({ what, name }), ...body }, hasPicture }))
    }
    await place({ what: 'plain' })
    await place({ what: 'picture', hasPicture: true })
    if (seat.options) await place({ what: 'optional', body: { overrides: { [seat.network]: { options: seat.options.given } } } })
    const thread = ['second', 'third'].map((what) => ({ content: textOf({ what, name }) }))
    if (limits.thread.style !== 'none') await place({ what: 'first', body: { thread } })
    const firstComment = textOf({ what: 'comment', name })
    if (limits.comment) await place({ what: 'commented', body: { overrides: { [seat.network]: { firstComment } } } })
  }
  await bench.settle({ placed: [...placed.values()], patienceMs: 60_000 })
}, 120_000)
afterAll(async () => {
  await bench?.stop()
})

test('every network that can be connected has a seat here, and the simulator plays all of them', () => {
  const connected = [...capabilities.values()].filter(({ auth, modes }) => auth !== 'none' && modes.includes('live')).map(({ network }) => network)
  expect([...new Set(everySeat.map(({ seat }) => seat.network))].sort()).toEqual(connected.sort())
  expect(bench.simulator.networks).toEqual(expect.arrayContaining(connected))
})

describe.each(everySeat)('$name', ({ name, seat, limits }) => {
  const publishedAs = async ({ what, key = what }: { what: string; key?: string }) => {
    const ended = await bench.endOf(placedAs(`${key}-${name}`))
    expect(ended.publication, JSON.stringify(ended.publication)).toMatchObject({ status: 'published', reason: null, warnings: [] })
    const found = bench.publishedWith({ seated: placedAs(`${key}-${name}`).seated, text: `${what}-${name}.` })
    expect(found.map(({ id }) => id)).toHaveLength(1)
    const [item] = found
    if (!item) throw new Error('there is one')
    return { item, text: (seat.readText ?? ((text) => text))(item.text) }
  }

  test('a text is out once, letter by letter', async () => {
    const { item, text } = await publishedAs({ what: 'plain' })
    expect(text).toBe(textOf({ what: 'plain', name }))
    expect(item.parentId).toBeNull()
    if (limits.title?.isRequired) expect(item.title).toBe(`Title of plain-${name}`)
  })

  test('a picture is out once, with its alternative text', async () => {
    const { item, text } = await publishedAs({ what: 'picture' })
    expect(text).toBe(textOf({ what: 'picture', name }))
    const { seated } = placedAs(`picture-${name}`)
    const [pictured] = seat.hasOwnMedia ? bench.publishedWith({ seated, text: altText }) : [item]
    const readAlt = seat.readAlt === undefined ? () => pictured?.media[0]?.alt : seat.readAlt
    if (readAlt) expect(readAlt(item)).toBe(altText)
    // A webhook names media in its text alone.
    if (seat.network !== 'webhook') expect(pictured?.media).toHaveLength(1)
  })

  const { options } = seat
  if (options) {
    test('what the post chose for this network gets there', async () => {
      await publishedAs({ what: 'optional' })
      const calls = bench.simulator.calls({ network: seat.network, account: placedAs(`optional-${name}`).seated.account })
      expect(calls.filter(({ body }) => body?.includes(`optional-${name}.`) && body.includes(options.sent))).not.toEqual([])
    })
  }

  if (limits.thread.style === 'replies') {
    test('a thread is out in its order, each part once', async () => {
      const items: PublishedItem[] = []
      for (const what of ['first', 'second', 'third']) {
        const { item, text } = await publishedAs({ what, key: 'first' })
        expect(text).toBe(textOf({ what, name }))
        items.push(item)
      }
      const [first, second] = items
      const answers = { 'the first': [null, first?.id, first?.id], nothing: [null, null, null], 'the one before': [null, first?.id, second?.id] }
      expect(items.map(({ parentId }) => parentId)).toEqual(answers[seat.answers ?? 'the one before'])
      expect(items.map(({ seq }) => seq)).toEqual(items.map(({ seq }) => seq).sort((a, b) => a - b))
    })
  }

  if (limits.thread.style === 'whole') {
    test('a thread is out as one post', async () => {
      const { text } = await publishedAs({ what: 'first' })
      expect(text).toBe(['first', 'second', 'third'].map((what) => textOf({ what, name })).join('\n\n'))
    })
  }

  if (limits.comment) {
    test('the first comment is out under its post', async () => {
      const { item: post } = await publishedAs({ what: 'commented' })
      const { item, text } = await publishedAs({ what: 'comment', key: 'commented' })
      expect({ text, parentId: item.parentId }).toEqual({ text: textOf({ what: 'comment', name }), parentId: post.id })
    })
  }
})

test('nothing is out twice', () => {
  expect(bench.simulator.duplicates()).toEqual([])
})
