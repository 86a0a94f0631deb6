import { setTimeout as sleep } from 'node:timers/promises'
import type { Schemas } from '@flow/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fakeBot, fakeWebhook, startFakeNetworks, type FakeNetworks } from './fake-networks.ts'
import { startReceiver, type Receiver } from './receiver.ts'
import { freePort, runFlow, until, type RunningFlow } from './running-flow.ts'

type Line = { time: number; app: string; msg: string; postId?: string; network?: string } & Record<string, unknown>

const metricsToken = 'the-operators-own-metrics-token'
let flow: RunningFlow
let fake: FakeNetworks
let receiver: Receiver
let workerUrl: string
const secrets = [fakeWebhook.token, fakeBot.token, metricsToken]

beforeAll(async () => {
  ;[fake, receiver] = await Promise.all([startFakeNetworks(), startReceiver()])
  const port = await freePort()
  workerUrl = `http://127.0.0.1:${port}`
  flow = await runFlow({
    isLogKept: true,
    env: {
      FLOW_NETWORK_BASE_URL_DISCORD: fake.baseUrl,
      FLOW_NETWORK_BASE_URL_TELEGRAM: fake.baseUrl,
      FLOW_ALLOW_PRIVATE_WEBHOOKS: 'true',
      FLOW_WORKER_PORT: String(port),
      FLOW_METRICS_TOKEN: metricsToken,
    },
  })
  secrets.push(flow.apiKey, flow.setupToken)
})
afterAll(async () => {
  await flow?.stop()
  receiver?.close()
  await fake?.stop()
})

const made = async <Resource>(path: string, body: object) => {
  const answer = await flow.call('POST', path, { body })
  expect(answer.status, answer.text).toBe(201)
  // As the caller has just held it against the spec.
  return answer.json.data as Resource
}
const lines = () =>
  flow
    .log()
    .split('\n')
    .flatMap((line): Line[] => (line.startsWith('{') ? [JSON.parse(line)] : []))
/** What a search for the post's id finds, without the requests that asked for it. */
const storyOf = (postId: string) =>
  lines()
    .filter((line) => JSON.stringify(line).includes(postId) && line.msg !== 'incoming request')
    .sort((one, other) => one.time - other.time)

test('the story of one post reads whole and in order by its id, through a retry to its webhook, and tells no secret', { timeout: 60_000 }, async () => {
  const discord = await made<Schemas['Connection']>('/v1/connections', {
    network: 'discord',
    credentials: { webhookUrl: `https://discord.com/api/webhooks/${fakeWebhook.id}/${fakeWebhook.token}` },
  })
  const telegram = await made<Schemas['Connection']>('/v1/connections', {
    network: 'telegram',
    credentials: { botToken: fakeBot.token, chatId: fakeBot.chatId },
  })
  const channel = await made<Schemas['Channel']>('/v1/channels', { name: 'News', connectionIds: [discord.id], feedEnabled: false })
  const webhook = await made<Schemas['WebhookWithSecret']>('/v1/webhooks', { url: receiver.url('/hook'), events: ['post.delivered'] })
  secrets.push(webhook.secret)
  fake.mishaps.push('rate-limit')
  const post = await made<Schemas['Post']>('/v1/posts', {
    channelId: channel.id,
    content: 'The story',
    scheduledFor: new Date(Date.now() + 4_000).toISOString(),
  })
  expect((await flow.call('PATCH', `/v1/posts/${post.id}`, { body: { content: 'The whole story' } })).status).toBe(200)
  await until('the webhook is told', async () => receiver.received.some(({ body }) => body.includes(post.id)))
  await until('that stands in the log', async () => storyOf(post.id).some(({ msg }) => msg === 'webhook delivered'))

  const story = storyOf(post.id)
  expect(story.map(({ app, msg, status, outcome }) => [app, msg, status ?? outcome].filter((each) => each !== undefined).join(' / '))).toEqual([
    'api / createPost is done',
    'api / updatePost is done',
    'worker / promoted: the publication is about to fall due',
    'worker / attempt started',
    'worker / the network answered / 429',
    'worker / the attempt failed; Flow tries again / retried',
    'worker / promoted: the publication is about to fall due',
    'worker / attempt started',
    'worker / the network answered / 200',
    'worker / published / published',
    'worker / the post is done / done',
    'worker / webhook delivered / delivered',
  ])
  expect(story.every((line) => line.postId === post.id && line['workspaceId'] !== undefined)).toBe(true)
  const told = story.slice(2, 10)
  for (const line of told) expect(line).toMatchObject({ network: 'discord', connectionId: discord.id, publicationId: expect.stringMatching(/^pub_/) })
  for (const line of told.filter(({ msg }) => !msg.startsWith('promoted'))) expect(line['attemptId']).toMatch(/^attempt_/)
  expect(story[4]).toMatchObject({ step: 'submit', method: 'POST', host: new URL(fake.baseUrl).host, tookMs: expect.any(Number) })
  expect(story[5]).toMatchObject({ errorKind: 'rate_limited', nextActionAt: expect.any(String) })
  expect(telegram.status).toBe('active')
})

test('a lost answer is told as such, with the look-ups that follow', { timeout: 60_000 }, async () => {
  const key = await made<Schemas['ApiKeyWithSecret']>('/v1/api-keys', { name: 'Test', mode: 'test' })
  secrets.push(key.apiKey)
  const { apiKey } = key
  const channel = (await flow.call('POST', '/v1/channels', { body: { name: 'Trial' }, apiKey })).json.data as Schemas['Channel']
  const post = (await flow.call('POST', '/v1/posts', { body: { channelId: channel.id, content: '[[sandbox:lose-answer]]' }, apiKey })).json
    .data as Schemas['Post']
  await until('the post is done', async () => storyOf(post.id).some(({ msg }) => msg === 'the post is done'))
  expect(storyOf(post.id).map(({ msg }) => msg)).toEqual([
    'createPost is done',
    'promoted: the publication is about to fall due',
    'attempt started',
    'nobody knows whether it is out; Flow looks it up',
    'asked the network what became of it',
    'published',
    'the post is done',
  ])
})

const scrape = async (url: string, headers: Record<string, string> = {}) => {
  const response = await fetch(`${url}/metrics`, { headers })
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() }
}

test('metrics say what happened, with labels of which there are few', { timeout: 60_000 }, async () => {
  await flow.call('GET', '/v1/nowhere-at-all')
  await flow.call('GET', `/v1/posts/post_00000000000000000000000000`)
  await sleep(100)
  const [api, worker] = [await scrape(flow.baseUrls[0] ?? ''), await scrape(workerUrl)]
  expect([api.status, worker.status]).toEqual([200, 200])
  expect(api.type).toBe('text/plain; version=0.0.4; charset=utf-8')
  for (const line of [
    'flow_promoted_total{network="discord"} 2',
    'flow_attempts_total{network="discord"} 2',
    'flow_outcomes_total{network="discord",outcome="retried",kind="rate_limited"} 1',
    'flow_outcomes_total{network="discord",outcome="published",kind="none"} 1',
    'flow_outcomes_total{network="sandbox",outcome="unknown",kind="none"} 1',
    'flow_network_calls_total{network="discord",step="submit",status="4xx"} 1',
    'flow_start_lateness_seconds_count{network="discord"} 2',
    'flow_publish_duration_seconds_count{network="discord"} 2',
    'flow_webhook_attempts_total{outcome="delivered"} 1',
    'flow_posts_settled_total{status="done"} 2',
    'flow_db_connections{state="waiting"} 0',
  ])
    expect(worker.text).toContain(line)
  for (const line of [
    'flow_http_requests_total{operation="createPost",method="POST",status="201"} 2',
    'flow_http_requests_total{operation="none",method="GET",status="404"} 1',
    'flow_workers 1',
    'flow_overdue_publications 0',
  ])
    expect(api.text).toContain(line)
  expect(`${api.text}${worker.text}`).not.toMatch(/(post|pub|ws|conn|key|attempt|worker|webhook|delivery)_[0-9a-z]{20}/)
})

test('the depth of the queue is read when somebody asks', { timeout: 60_000 }, async () => {
  const inHalfAnHour = new Date(Date.now() + 1_800_000).toISOString()
  for (const content of ['One', 'Two']) await made('/v1/posts', { channelId: flow.channelId, content, scheduledFor: inHalfAnHour })
  // A reading is kept for two seconds.
  await until('both are counted', async () => (await scrape(flow.baseUrls[0] ?? '')).text.includes('flow_queue_depth{network="feed",state="scheduled"} 2'))
})

test.each(['api', 'worker'])('the metrics of the %s are for this machine itself and for who has the token', async (app) => {
  const url = app === 'api' ? (flow.baseUrls[0] ?? '') : workerUrl
  const elsewhere = { 'x-forwarded-for': '203.0.113.9' }
  const refused = await scrape(url, elsewhere)
  expect([refused.status, refused.text]).toEqual([403, expect.stringContaining('FLOW_METRICS_TOKEN')])
  expect((await scrape(url, { ...elsewhere, authorization: 'Bearer wrong' })).status).toBe(403)
  expect((await scrape(url, { ...elsewhere, authorization: `Bearer ${metricsToken}` })).status).toBe(200)
})

test('no secret stands anywhere in the log, and none of a query', async () => {
  await fetch(`${flow.baseUrls[0]}/v1/connections/callback?code=a-code-of-a-network&state=a-state`)
  await fetch(`${flow.baseUrls[0]}/media/media_1?expires=1&signature=a-signature-of-flow`)
  await until('the request is logged', async () => flow.log().includes('/media/media_1?expires=…&signature=…'))
  for (const secret of [...secrets, 'a-code-of-a-network', 'a-state', 'a-signature-of-flow']) expect(flow.log()).not.toContain(secret)
})
