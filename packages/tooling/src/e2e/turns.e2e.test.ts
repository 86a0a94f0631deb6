import type { Schemas } from '@flow/contract'
import { startSimulator, type Simulator } from '@flow/simulator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFlowUser } from './flow-user.ts'
import { runFlow, until, type RunningFlow } from './running-flow.ts'

const accounts = ['one', 'two', 'three']
const postsEach = 12
const answerMs = 300

let simulator: Simulator
let flow: RunningFlow

beforeAll(async () => {
  simulator = await startSimulator({ seed: 5 })
  flow = await runFlow({ workers: 3, env: { FLOW_ALLOW_PRIVATE_NETWORKS: 'true' } })
})
afterAll(async () => {
  await flow?.stop()
  await simulator?.stop()
})

async function channelOf(account: string): Promise<string> {
  const credentials = { server: simulator.baseUrlOf('mastodon'), accessToken: account }
  return (await createFlowUser({ flow, network: 'mastodon' }).connectChannel(credentials)).channelId
}

test('where a network takes one at a time, three workers never send two of one account at once, and every post is out once', async () => {
  const channels = await Promise.all(accounts.map(channelOf))
  simulator.script({ network: 'mastodon', operation: 'create', fault: { kind: 'hang', ms: answerMs, when: 'before' } })
  const scheduledFor = new Date(Date.now() + 4_000).toISOString()
  const posts = channels.flatMap((channelId, account) =>
    Array.from({ length: postsEach }, (_, no) => ({ channelId, content: `Turn ${no} of ${accounts[account]}`, scheduledFor })),
  )
  const made = await flow.call('POST', '/v1/posts/batch', { body: { posts, atomic: true } })
  const ids = (made.json.data as Schemas['PostBatchResult']).results.flatMap(({ post }) => post?.id ?? [])
  expect(ids).toHaveLength(posts.length)
  const isDone = async (id: string) => ((await flow.call('GET', `/v1/posts/${id}`)).json.data as Schemas['Post']).status === 'done'
  await until('every post is done', async () => (await Promise.all(ids.map(isDone))).every(Boolean), 90_000)

  expect(
    simulator
      .published()
      .map(({ text }) => text)
      .toSorted(),
  ).toEqual(posts.map(({ content }) => content).toSorted())
  const calls = simulator
    .calls({ operation: 'create' })
    .map(({ account, at, durationMs }) => ({ account, from: Date.parse(at), to: Date.parse(at) + durationMs }))
  expect(calls).toHaveLength(posts.length)
  for (const [account, own] of Map.groupBy(calls, (call) => call.account)) {
    const inOrder = own.toSorted((one, other) => one.from - other.from)
    const overlapping = inOrder.filter(({ from }, index) => from < (inOrder[index - 1]?.to ?? 0))
    expect(overlapping, account).toEqual([])
  }
  // Other accounts do not wait for that.
  const isBeside = calls.some((one) => calls.some((other) => one.account !== other.account && one.from < other.to && other.from < one.to))
  expect(isBeside).toBe(true)
}, 120_000)
