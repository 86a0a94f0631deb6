import { Agent } from 'node:http'
import type pg from 'pg'
import { fillPosts } from './fill-posts.ts'
import { median, quantile, send } from './load.ts'
import { withBenchFlow } from './bench-flow.ts'

const smallSize = 10_000
const draws = 60
const byCreation = ['-createdAt', 'createdAt']
const bySchedule = ['-scheduledFor', 'scheduledFor']
const byEither = [...byCreation, ...bySchedule]

type Drawn = { createdAt: Date; scheduledFor: Date; content: string; channelId: string }
/** `sorts`: those that have an index together with the filter. */
type Query = { name: string; sorts: readonly string[]; isByCursor?: true; path: (drawn: Drawn) => string }

/**
 * Lists of a workspace with a million posts against the same with ten thousand; every request is drawn anew.
 * @param posts another number than a million
 */
export async function benchMillion(posts = '1000000'): Promise<void> {
  const largeSize = Number(posts)
  if (!Number.isSafeInteger(largeSize) || largeSize <= smallSize) throw new Error(`say a number of posts above ${smallSize}, not ${posts}`)
  await withBenchFlow({}, async ({ flow, client, workspaceId }) => {
    const channelIds = [flow.channelId]
    while (channelIds.length < 20) {
      const { json } = await flow.call('POST', '/v1/channels', { body: { name: `Channel ${channelIds.length}` } })
      // A channel was just made.
      channelIds.push((json.data as { id: string }).id)
    }
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const ask = async (path: string) => {
      const started = performance.now()
      const call = { method: 'GET', path, headers: { authorization: `Bearer ${flow.apiKey}` } }
      const { status, text } = await send({ agent, baseUrl: flow.baseUrls[0] ?? '', call })
      if (status !== 200) throw new Error(`${path} answered ${status}: ${text}`)
      return { tookMs: performance.now() - started, text }
    }
    const results = new Map<string, { median: number; p95: number }[]>()
    for (const size of [smallSize, largeSize]) {
      await fillPosts({ client, workspaceId, channelIds, total: size, onProgress: (made) => process.stderr.write(`${made.toLocaleString('en')} posts \r`) })
      for (const query of queries) {
        const times: number[] = []
        for (let draw = -5; draw < draws; draw++) {
          const drawn = await drawPost({ client, workspaceId })
          const sort = pick(query.sorts)
          const { tookMs } = await ask(`${query.path(drawn)}&sort=${sort}${query.isByCursor ? `&cursor=${cursorAt({ drawn, sort })}` : ''}`)
          if (draw >= 0) times.push(tookMs)
        }
        const sorted = times.toSorted((a, b) => a - b)
        results.set(query.name, [...(results.get(query.name) ?? []), { median: median(times), p95: quantile(sorted, 0.95) }])
      }
    }
    agent.destroy()
    console.log(
      `${draws} requests a cell, each with values, sort (of those with an index for the filter) and place drawn at random; in ms, over HTTP, one at a time\n`,
    )
    console.log(`| list of posts | 10,000: median (p95) | ${largeSize.toLocaleString('en')}: median (p95) | ratio of medians |\n| --- | --- | --- | --- |`)
    for (const [name, [small, large]] of results) {
      if (!small || !large) continue
      const cell = ({ median: middle, p95 }: { median: number; p95: number }) => `${middle.toFixed(1)} (${p95.toFixed(1)})`
      console.log(`| ${name} | ${cell(small)} | ${cell(large)} | ${(large.median / small.median).toFixed(2)} |`)
    }
  })
}

const pick = <Value>(values: readonly Value[]): Value => {
  const value = values[Math.floor(Math.random() * values.length)]
  if (value === undefined) throw new Error('nothing to pick from')
  return value
}
const phrase = (content: string, length: number) => {
  const all = content.split(' ')
  const start = Math.floor(Math.random() * (all.length - length))
  return encodeURIComponent(all.slice(start, start + length).join(' '))
}
const list = '/v1/posts?perPage=20'
const oneDay = ({ scheduledFor }: Drawn) =>
  `${list}&filter[scheduledFor][gte]=${scheduledFor.toISOString()}&filter[scheduledFor][lt]=${new Date(scheduledFor.getTime() + 86_400_000).toISOString()}`
const queries: Query[] = [
  { name: 'page 1', sorts: byEither, path: () => list },
  { name: 'deep cursor page', sorts: byEither, isByCursor: true, path: () => list },
  { name: 'status', sorts: byEither, path: () => `${list}&filter[status]=${pick(['done', 'queued', 'blocked', 'flowing'])}` },
  { name: 'channelId', sorts: byEither, path: ({ channelId }) => `${list}&filter[channelId]=${channelId}` },
  { name: 'scheduledFor from', sorts: bySchedule, path: ({ scheduledFor }) => `${list}&filter[scheduledFor][gte]=${scheduledFor.toISOString()}` },
  { name: 'scheduledFor, one day', sorts: bySchedule, path: oneDay },
  { name: 'scheduledFor, one day, by creation', sorts: byCreation, path: oneDay },
  { name: 'createdAt until', sorts: byCreation, path: ({ createdAt }) => `${list}&filter[createdAt][lte]=${createdAt.toISOString()}` },
  { name: 'contains one word, with its total', sorts: byEither, path: ({ content }) => `${list}&filter[content][contains]=${phrase(content, 1)}` },
  { name: 'contains two words, with their total', sorts: byEither, path: ({ content }) => `${list}&filter[content][contains]=${phrase(content, 2)}` },
  { name: 'contains one word, by cursor', sorts: byEither, isByCursor: true, path: ({ content }) => `${list}&filter[content][contains]=${phrase(content, 1)}` },
  {
    name: 'contains two words, by cursor',
    sorts: byEither,
    isByCursor: true,
    path: ({ content }) => `${list}&filter[content][contains]=${phrase(content, 2)}`,
  },
]

async function drawPost({ client, workspaceId }: { client: pg.Client; workspaceId: string }): Promise<Drawn> {
  const { rows } = await client.query<Drawn>(
    `select created_at as "createdAt", scheduled_for as "scheduledFor", content, channel_id as "channelId" from post
     where workspace_id = $1 and mode = 'live' and created_at >= now() - random() * interval '729 days' order by created_at limit 1`,
    [workspaceId],
  )
  if (!rows[0]) throw new Error('no post to draw')
  return rows[0]
}

/** A cursor as a walk through the list would have brought it to the drawn post. */
function cursorAt({ drawn, sort }: { drawn: Drawn; sort: string }): string {
  const value = sort.endsWith('createdAt') ? drawn.createdAt : drawn.scheduledFor
  const idOrder = sort.startsWith('-') ? '-id' : 'id'
  return Buffer.from(JSON.stringify({ sort: `${sort},${idOrder}`, values: [value.toISOString(), 'post_'] })).toString('base64url')
}
