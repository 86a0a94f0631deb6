import type { Schemas } from '@flow/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { capabilitiesOf, startSimulatorBench, type Placed, type SimulatorBench } from './simulator-bench.ts'
import { faultScenarios, isWholeMatrix } from './simulator-scenarios.ts'
import { seats } from './simulator-seats.ts'

// Without FLOW_SIMULATOR_FAULTS=all only the worst of them: it is out, and nobody says so.
const chosen = Object.entries(faultScenarios).filter(([what]) => isWholeMatrix || what === 'lose-answer')
const everySeat = Object.entries(seats).map(([name, seat]) => ({ name, seat, limits: capabilitiesOf(seat) }))
// A negative probe counts when the submit's time is up and 30 s more have passed.
const settlingMs = 150_000

let bench: SimulatorBench
const placed = new Map<string, Placed>()
const placedAs = (key: string): Placed => {
  const found = placed.get(key)
  if (!found) throw new Error(`nothing was placed as ${key}`)
  return found
}

beforeAll(async () => {
  bench = await startSimulatorBench()
  const { simulator } = bench
  const earlier: Placed[] = []
  const begin = async ({ what, name }: { what: string; name: string }) => {
    const seat = seats[name]
    if (!seat) throw new Error(`there is no seat ${name}`)
    const seated = await bench.take({ seat, name: `${name}-${what}` })
    const place = (body: Omit<Schemas['PostCreate'], 'channelId'>, hasPicture = false) =>
      bench.place({ seated, body: { ...(capabilitiesOf(seat).title ? { title: `Title of ${body.content}` } : {}), ...body }, hasPicture })
    // What a probe must tell apart from the post in doubt.
    earlier.push(await place({ content: `Before ${what} on ${name}.` }))
    return { seated, place: async (...given: Parameters<typeof place>) => void placed.set(`${what}-${name}`, await place(...given)) }
  }
  const starts: (() => Promise<void>)[] = []
  for (const { name, seat, limits } of everySeat) {
    const { network } = seat
    for (const [what, { fault }] of chosen) {
      const { place } = await begin({ what, name })
      simulator.script({ network, operation: 'create', matches: `${what}-${name}.`, times: 1, fault })
      starts.push(() => place({ content: `${what}-${name}.` }))
    }
    if (!isWholeMatrix) continue
    const revoked = await begin({ what: 'revoked-token', name })
    simulator.script({ network, operation: 'create', matches: `revoked-token-${name}.`, fault: { kind: 'revoked-token' } })
    starts.push(() => revoked.place({ content: `revoked-token-${name}.` }))

    const slow = await begin({ what: 'slow-processing', name })
    simulator.script({ network, account: slow.seated.account, fault: { kind: 'slow-processing', ms: 3_000 } })
    starts.push(() => slow.place({ content: `slow-processing-${name}.` }, true))

    if (limits.isProbeable) {
      const pictured = await begin({ what: 'lost-picture', name })
      simulator.script({ network, operation: 'create', matches: `lost-picture-${name}.`, times: 1, fault: { kind: 'lose-answer' } })
      starts.push(() => pictured.place({ content: `lost-picture-${name}.` }, true))
    }
    if (limits.thread.style === 'replies') {
      const threaded = await begin({ what: 'lost-part', name })
      simulator.script({ network, operation: 'create', matches: `lost-part-${name}, two.`, times: 1, fault: { kind: 'lose-answer' } })
      const thread = [{ content: `lost-part-${name}, two.` }, { content: `lost-part-${name}, three.` }]
      starts.push(() => threaded.place({ content: `lost-part-${name}.`, thread }))
    }
    if (limits.comment) {
      const commented = await begin({ what: 'lost-comment', name })
      simulator.script({ network, operation: 'create', matches: `lost-comment-${name}, comment.`, times: 1, fault: { kind: 'lose-answer' } })
      const overrides = { [network]: { firstComment: `lost-comment-${name}, comment.` } }
      starts.push(() => commented.place({ content: `lost-comment-${name}.`, overrides }))
    }
  }
  await bench.settle({ placed: earlier, patienceMs: 60_000 })
  for (const start of starts) await start()
  await bench.settle({ placed: [...placed.values()], patienceMs: settlingMs })
}, 300_000)
afterAll(async () => {
  await bench?.stop()
})

describe.each(everySeat)('$name', ({ name, seat, limits }) => {
  const look = async ({ what, key = what }: { what: string; key?: string }) => {
    const { seated } = placedAs(`${key}-${name}`)
    const { publication } = await bench.endOf(placedAs(`${key}-${name}`))
    const count = [`${what}-${name}.`, `${what}-${name},`].flatMap((text) => bench.publishedWith({ seated, text })).length
    return { seated, publication, told: JSON.stringify(publication, null, 1), count }
  }
  const outOnce = async (what: string) => {
    const { publication, told, count } = await look({ what })
    expect({ status: publication.status, count }, told).toEqual({ status: 'published', count: 1 })
  }
  const inDoubt = async ({ what, key = what, count: wanted }: { what: string; key?: string; count: number }) => {
    const { publication, told, count } = await look({ what, key })
    expect({ status: publication.status, reason: publication.reason?.code, count }, told).toEqual({
      status: 'blocked',
      reason: 'outcome_unknown',
      count: wanted,
    })
  }

  for (const [what, { isClear, hasEffect }] of chosen) {
    const isTold = isClear || (what === 'truncate' && seat.isToldByHeader)
    if (limits.isProbeable || isTold) test(`${what}: it is out once`, () => outOnce(what))
    else test(`${what}: nobody can know, so it is said and never sent again`, () => inDoubt({ what, count: hasEffect ? 1 : 0 }))
  }
  if (!isWholeMatrix) return

  test('credentials that the network took back: nothing is out, and the connection says so', async () => {
    const { publication, seated, told, count } = await look({ what: 'revoked-token' })
    const { reason, status } = seat.takenBack ?? { reason: 'credentials_expired', status: 'expired' }
    expect({ status: publication.status, reason: publication.reason?.code, count }, told).toEqual({ status: 'blocked', reason, count: 0 })
    expect(await bench.connectionOf(seated)).toMatchObject({ status, reason: { code: reason } })
  })

  test('media that take their time are out once', () => outOnce('slow-processing'))

  if (limits.isProbeable) test('a picture whose answer is lost is out once', () => outOnce('lost-picture'))

  if (limits.thread.style === 'replies' && limits.isProbeable) {
    test('a thread goes on after the part whose answer was lost', async () => {
      for (const part of ['.', ', two.', ', three.']) {
        const { seated, publication, told } = await look({ what: 'lost-part' })
        expect(publication.status, told).toBe('published')
        expect(bench.publishedWith({ seated, text: `lost-part-${name}${part}` }), part).toHaveLength(1)
      }
    })
  }
  if (limits.thread.style === 'replies' && !limits.isProbeable) {
    test('a thread ends at the part whose answer was lost', () => inDoubt({ what: 'lost-part', count: 2 }))
  }

  if (limits.comment && limits.isProbeable) {
    test('a first comment whose answer is lost is out once', async () => {
      const { seated, publication, told } = await look({ what: 'lost-comment' })
      expect(publication.status, told).toBe('published')
      expect(bench.publishedWith({ seated, text: `lost-comment-${name}, comment.` })).toHaveLength(1)
    })
  }
})

test('nothing is out twice', () => {
  expect(bench.simulator.duplicates()).toEqual([])
})
