import type { Schemas } from '@flow/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startClockBench, type ClockBench, type Row } from './clock-bench.ts'
import { findFaketime } from './find-faketime.ts'
import { until } from './running-flow.ts'

const second = 1_000
const minute = 60 * second
const hour = 60 * minute
// What is aimed at is a second; the bound stands at five times that, since machines differ.
const promptMs = 5 * second

const library = findFaketime()
if (library) console.log(`clocks are moved by ${library}`)
else console.log('skipped: clock jumps, because neither the wheel libfaketime (npm test installs it) nor a libfaketime of the machine was found')
const clockTest = test.runIf(library)

let bench: ClockBench
let channels: string[]
let workers: Awaited<ReturnType<ClockBench['flow']['startWorker']>>[] = []

beforeAll(async () => {
  if (!library) return
  bench = await startClockBench({ library })
  channels = await bench.openChannels({ name: 'clock', count: 5 })
}, 120_000)
afterAll(() => bench?.stop(), 60_000)

const allAre = async (name: string, status: Row['status']) => (await bench.rows(name)).every((row) => row.status === status)
const isOut = (name: string) => until(`all of "${name}" is out`, () => allAre(name, 'published'), 30_000)

/** Each post is in its feed once and at Telegram once, by one attempt each, and never before its time. */
async function expectEachOnce({ name, count, withinMs }: { name: string; count: number; withinMs?: number }): Promise<Row[]> {
  const { entries, telegram } = await bench.timesOut(name)
  const once = new Map(Array.from({ length: count }, (_, index) => [`${name} ${index}`, 1]))
  expect(new Map([...entries].toSorted())).toEqual(new Map([...once].toSorted()))
  expect(new Map([...telegram].toSorted())).toEqual(new Map([...once].toSorted()))
  const rows = await bench.rows(name)
  expect(rows).toHaveLength(2 * count)
  for (const row of rows) {
    expect(row).toMatchObject({ status: 'published', attempts: 1, isHeld: false })
    expect(row.lateMs, row.content).toBeGreaterThanOrEqual(0)
    if (withinMs !== undefined) expect(row.lateMs, row.content).toBeLessThan(withinMs)
  }
  return rows
}

const timesFrom = ({ from, every, count }: { from: number; every: number; count: number }) => Array.from({ length: count }, (_, index) => from + index * every)

async function readDatabaseClock(): Promise<number> {
  const { rows } = await bench.database.query<{ now: Date }>('select clock_timestamp() as now')
  return rows[0]?.now.getTime() ?? Number.NaN
}

const isReady = async () => (await fetch(`${bench.flow.directUrls[0]}/readyz`)).status === 200

clockTest("a worker whose own clock is wrong by an hour, either way, publishes by PostgreSQL's", { timeout: 60_000 }, async () => {
  const { clock, otherClock, flow } = bench
  await otherClock.set(clock.now() + hour)
  const worker = await flow.startWorker(otherClock.env)
  for (const [name, offsetMs] of [
    ['Ahead', hour],
    ['Behind', -hour],
  ] as const) {
    await otherClock.set(clock.now() + offsetMs)
    await until('PostgreSQL sees the worker', isReady)
    await bench.schedule({ name, channels, times: timesFrom({ from: clock.now() + 3 * second, every: 200, count: 10 }) })
    await isOut(name)
    await expectEachOnce({ name, count: 10, withinMs: promptMs })
    const started = bench.lines().filter(({ msg }) => msg === 'attempt started')
    // It is as wrong as it is meant to be: so its log says.
    const lastLogged = Number(started.at(-1)?.['time']) - (await readDatabaseClock())
    expect(Math.abs(lastLogged - offsetMs)).toBeLessThan(minute)
  }
  await worker.terminate()
})

clockTest(
  'the clock jumps ahead by an hour with 50 posts due within it: each goes out at once and once, and its lateness is told',
  { timeout: 60_000 },
  async () => {
    const { clock, flow } = bench
    workers = [await flow.startWorker(), await flow.startWorker()]
    await until('a worker beats', isReady)
    const from = clock.now() + 5 * minute
    await bench.schedule({ name: 'Leapt', channels, times: timesFrom({ from, every: minute, count: 50 }) })
    await bench.schedule({ name: 'Beyond', channels, times: timesFrom({ from: clock.now() + 3 * hour, every: minute, count: 5 }) })
    const linesBefore = bench.lines().length
    const jumpedAt = performance.now()
    await clock.set(clock.now() + hour)
    // All three obey, while they run.
    expect(Math.abs((await readDatabaseClock()) - clock.now())).toBeLessThan(promptMs)
    await until('the API goes by it', async () => {
      const { headers } = await fetch(`${flow.directUrls[0]}/healthz`)
      return Math.abs(Date.parse(headers.get('date') ?? '') - clock.now()) < promptMs
    })
    await isOut('Leapt')
    console.log(`50 posts on two networks each, due within an hour that was leapt over: out after ${Math.round(performance.now() - jumpedAt)} ms`)
    const rows = await expectEachOnce({ name: 'Leapt', count: 50, withinMs: hour })
    expect(Math.max(...rows.map(({ lateMs }) => lateMs ?? 0))).toBeGreaterThan(50 * minute)
    expect(await allAre('Beyond', 'scheduled')).toBe(true)
    // The log tells of each how late it began.
    const begun = bench
      .lines()
      .slice(linesBefore)
      .filter(({ msg }) => msg === 'attempt started')
    const told = begun.filter(({ lateMs }) => Number(lateMs) > 4 * minute)
    expect(new Set(told.map(({ publicationId }) => publicationId)).size).toBe(100)
    expect(begun.every(({ time }) => Math.abs(Number(time) - clock.now()) < minute)).toBe(true)
    await until('it is ready', isReady)
  },
)

clockTest(
  'the clock is set back by an hour amid publishing: nothing goes out twice or too early, nothing is stuck, nobody is taken for dead',
  { timeout: 90_000 },
  async () => {
    const { clock, flow } = bench
    // As the calls were held against the spec.
    const { apiKey } = (await flow.call('POST', '/v1/api-keys', { body: { name: 'Test', mode: 'test' } })).json.data as Schemas['ApiKeyWithSecret']
    const { id: sandbox } = (await flow.call('POST', '/v1/channels', { body: { name: 'Test' }, apiKey })).json.data as Schemas['Channel']
    // Accounts with all of their allowance.
    const others = await bench.openChannels({ name: 'back', count: 5 })
    await bench.schedule({ name: 'Just out', channels: others, times: timesFrom({ from: clock.now() + second, every: 20, count: 25 }) })
    await isOut('Just out')
    const soon = clock.now()
    await bench.schedule({ name: '[[sandbox:slow 4]] In work', channels: [sandbox], times: [soon], apiKey })
    await bench.schedule({ name: '[[sandbox:slow 2]] [[sandbox:lose-answer]] Open', channels: [sandbox], times: [soon], apiKey })
    await bench.schedule({ name: 'In hand', channels: others, times: timesFrom({ from: soon + 3_500, every: 10, count: 5 }) })
    await until('the answer is lost', () => allAre('[[sandbox:slow 2]]', 'unknown'))
    await until('the workers hold what is due in a moment', async () => (await bench.rows('In hand')).some(({ isHeld }) => isHeld))
    const held = (await bench.rows('In hand')).filter(({ isHeld }) => isHeld)
    expect(await allAre('[[sandbox:slow 4]]', 'sending')).toBe(true)
    const linesBefore = bench.lines().length
    await clock.set(clock.now() - hour)
    const beats = async () => (await bench.database.query<{ id: string; beat: number }>('select id, beat_no as beat from worker where stopped_at is null')).rows
    const atFirst = new Map((await beats()).map(({ id, beat }) => [id, beat]))
    expect(atFirst.size).toBe(workers.length)
    console.log(`the clock is back; ${held.length} publications were in hand`)

    await bench.schedule({ name: 'Anew', channels: others, times: timesFrom({ from: clock.now() + 4 * second, every: 20, count: 25 }) })
    await until('what was open is settled', () => allAre('[[sandbox:slow 2]]', 'published'), 20_000)
    await until('what was in work is done', () => allAre('[[sandbox:slow 4]]', 'published'), 20_000)
    await isOut('Anew')
    await expectEachOnce({ name: 'Anew', count: 25, withinMs: promptMs })
    await expectEachOnce({ name: 'Just out', count: 25 })
    for (const count of (await bench.timesOut('[[sandbox:')).entries.values()) expect(count).toBe(1)
    const inHand = await bench.rows('In hand')
    expect(inHand.map(({ status }) => status)).toEqual(inHand.map(() => expect.stringMatching(/^(scheduled|dispatching)$/)))
    expect((await bench.timesOut('In hand')).entries.size).toBe(0)

    // Each beats every two seconds, and stands still for ten before it counts as dead.
    await until('the workers have beaten on for longer than it takes to be dead', async () =>
      (await beats()).every(({ id, beat }) => beat - (atFirst.get(id) ?? beat) >= 6),
    )
    const rescued = bench
      .lines()
      .slice(linesBefore)
      .filter(({ msg }) => msg === 'taken up after its worker lost it')
    expect(rescued).toEqual([])
    expect(await isReady()).toBe(true)
  },
)

clockTest.each([
  { name: 'Spring', change: '2027-03-28T01:00:00Z', local: ['2027-03-28T01:59:59+01:00', '2027-03-28T03:00:00+02:00', '2027-03-28T03:00:01+02:00'] },
  { name: 'Autumn', change: '2027-10-31T01:00:00Z', local: ['2027-10-31T02:59:59+02:00', '2027-10-31T02:00:00+01:00', '2027-10-31T02:00:01+01:00'] },
])('in Berlin the hour changes in $name: posts on each side of it go out at their instant, each once', { timeout: 60_000 }, async ({ name, change, local }) => {
  const { clock } = bench
  const changeAt = Date.parse(change)
  await clock.set(changeAt - 4 * second)
  await bench.schedule({ name, channels, times: local })
  // The same hour and minute by the clock on the wall in autumn, and an hour later by the world's.
  await bench.schedule({ name: `Later in ${name}`, channels, times: [changeAt + hour - second] })
  await isOut(name)
  await expectEachOnce({ name, count: 3, withinMs: promptMs })
  expect(await allAre(`Later in ${name}`, 'scheduled')).toBe(true)
  expect(clock.now()).toBeGreaterThan(changeAt)
  await until('it is ready', isReady)
})

clockTest('in the end every post of all these jumps is out, each once', { timeout: 60_000 }, async () => {
  await bench.clock.set(Date.parse('2027-10-31T02:00:00Z'))
  for (const name of ['Beyond', 'In hand', 'Later in Spring', 'Later in Autumn']) await isOut(name)
  await expectEachOnce({ name: 'Beyond', count: 5 })
  await expectEachOnce({ name: 'In hand', count: 5 })
  await expectEachOnce({ name: 'Later in Spring', count: 1 })
  await expectEachOnce({ name: 'Later in Autumn', count: 1 })
  const { rows } = await bench.database.query("select id, status from post where status <> 'done'")
  expect(rows).toEqual([])
})
