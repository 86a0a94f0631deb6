import { randomUUID } from 'node:crypto'
import { availableParallelism, cpus } from 'node:os'
import { fillPosts } from './fill-posts.ts'
import { load, median, type Call, type Round, type Target } from './load.ts'
import { startFloor } from './start-floor.ts'
import { withBenchFlow } from './bench-flow.ts'

const rounds = 3
const seconds = 2
const warmUpSeconds = 3

type Case = { name: string; concurrency: number; flow: Target; floor: Target }

/** Flow's hot operations against their floors: turn by turn, in one run, on one database. */
export async function benchApi(only = ''): Promise<void> {
  await withBenchFlow({}, async ({ flow, client, workspaceId }) => {
    await fillPosts({ client, workspaceId, channelIds: [flow.channelId], total: 10_000, onProgress: () => undefined })
    const floor = await startFloor({ databaseUrl: flow.databaseUrl, workspaceId })
    try {
      const authorization = `Bearer ${flow.apiKey}`
      const [baseUrl = '', pid = 0] = [flow.baseUrls[0], flow.apiPids()[0]]
      const post = () => ({
        channelId: flow.channelId,
        content: `Measured ${randomUUID()}, which is as long as a short post tends to be.`,
        scheduledFor: '2099-01-01T00:00:00Z',
      })
      const thousand = () => JSON.stringify({ posts: Array.from({ length: 1_000 }, post) })
      const write = (path: string, body: () => string) => (): Call => ({
        method: 'POST',
        path,
        headers: { authorization, 'idempotency-key': randomUUID() },
        body: body(),
      })
      const pair = (name: string, concurrency: number, ours: () => Call, theirs: () => Call, expectedStatus: number): Case => ({
        name,
        concurrency,
        flow: { name: `Flow, ${name}`, baseUrl, pid, next: ours, expectedStatus },
        floor: { name: `floor, ${name}`, baseUrl: floor.baseUrl, pid: floor.pid, next: theirs, expectedStatus: 200 },
      })
      const one = () => JSON.stringify(post())
      const read = (path: string) => (): Call => ({ method: 'GET', path, headers: { authorization } })
      const cases = [
        // The list first, of the 10,000 posts; what the others create would come on top.
        pair('list', 32, read('/v1/posts?filter[status]=queued'), read('/posts?status=queued'), 200),
        pair('create', 32, write('/v1/posts', one), write('/posts', one), 201),
        pair('batch of 1,000', 2, write('/v1/posts/batch', thousand), write('/posts/batch', thousand), 200),
      ]
      console.log(
        `${cpus()[0]?.model ?? 'processor unknown'}, ${availableParallelism()} cores, Node ${process.versions.node}; ${rounds} rounds of ${seconds} s each, turn by turn\n`,
      )
      console.log('| case | server | requests/s, median (lowest to highest) | p50 ms | p99 ms | CPU ms a request | ratio to its floor (lowest to highest) |')
      console.log('| --- | --- | --- | --- | --- | --- | --- |')
      for (const each of cases.filter(({ name }) => name.includes(only))) await compare(each)
    } finally {
      floor.stop()
    }
  })
}

async function compare({ name, concurrency, flow, floor }: Case): Promise<void> {
  const results = { flow: [] as Round[], floor: [] as Round[] }
  for (const target of [floor, flow]) await load({ target, concurrency, seconds: warmUpSeconds })
  for (let round = 0; round < rounds; round++) {
    // Each goes first every other time, so that neither always has the fresher table.
    const order = round % 2 === 0 ? (['floor', 'flow'] as const) : (['flow', 'floor'] as const)
    for (const which of order) results[which].push(await load({ target: { floor, flow }[which], concurrency, seconds }))
    process.stderr.write(`${name}: round ${round + 1} of ${rounds}\r`)
  }
  const ratios = results.flow.map((each, index) => each.perSecond / (results.floor[index]?.perSecond ?? Number.NaN))
  print({ name, server: 'floor', rounds: results.floor, ratio: '1' })
  print({ name, server: 'Flow', rounds: results.flow, ratio: spread(ratios, 2) })
}

function print({ name, server, rounds: measured, ratio }: { name: string; server: string; rounds: Round[]; ratio: string }): void {
  const middle = (value: (round: Round) => number | undefined, digits: number) => {
    const values = measured.map(value).filter((each) => each !== undefined)
    return values.length === 0 ? 'unknown' : median(values).toFixed(digits)
  }
  const rate = spread(
    measured.map((round) => round.perSecond),
    measured.every((round) => round.perSecond > 100) ? 0 : 1,
  )
  const cells = [name, server, rate, middle((round) => round.p50Ms, 1), middle((round) => round.p99Ms, 1), middle((round) => round.cpuMsPerRequest, 2), ratio]
  console.log(`| ${cells.join(' | ')} |`)
}

const spread = (values: number[], digits: number): string =>
  `${median(values).toFixed(digits)} (${Math.min(...values).toFixed(digits)} to ${Math.max(...values).toFixed(digits)})`
