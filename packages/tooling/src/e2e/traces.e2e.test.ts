import type { Schemas } from '@flow/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fakeBot, startFakeNetworks, type FakeNetworks } from './fake-networks.ts'
import { startReceiver, type Receiver } from './receiver.ts'
import { runFlow, until, type RunningFlow } from './running-flow.ts'

type Attribute = { key: string; value: Record<string, unknown> }
type OtlpSpan = { traceId: string; spanId: string; parentSpanId?: string; name: string; attributes: Attribute[]; status: { code?: number } }
type OtlpBody = { resourceSpans: { resource: { attributes: Attribute[] }; scopeSpans: { spans: OtlpSpan[] }[] }[] }
type Span = Omit<OtlpSpan, 'attributes'> & { service: unknown; attributes: Record<string, unknown> }

let flow: RunningFlow
let fake: FakeNetworks
let collector: Receiver
let receiver: Receiver

beforeAll(async () => {
  ;[fake, collector, receiver] = await Promise.all([startFakeNetworks(), startReceiver(), startReceiver()])
  flow = await runFlow({
    env: {
      FLOW_NETWORK_BASE_URL_TELEGRAM: fake.baseUrl,
      FLOW_ALLOW_PRIVATE_WEBHOOKS: 'true',
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url('/otlp/'),
    },
  })
})
afterAll(async () => {
  await flow?.stop()
  for (const each of [collector, receiver]) each?.close()
  await fake?.stop()
})

const made = async <Resource>(path: string, body: object) => {
  const answer = await flow.call('POST', path, { body })
  expect(answer.status, answer.text).toBe(201)
  // As the caller has just held it against the spec.
  return answer.json.data as Resource
}
const read = (attributes: Attribute[]) => Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]))

/** What the collector was sent about a post. */
function spansOf(postId: string): Span[] {
  const bodies = collector.received.filter(({ path }) => path === '/otlp/v1/traces').map(({ body }) => JSON.parse(body) as OtlpBody)
  const spans = bodies.flatMap(({ resourceSpans }) =>
    resourceSpans.flatMap(({ resource, scopeSpans }) =>
      scopeSpans.flatMap((scope) =>
        scope.spans.map((span) => ({ ...span, service: read(resource.attributes)['service.name'], attributes: read(span.attributes) })),
      ),
    ),
  )
  return spans.filter(({ attributes }) => attributes['flow.post_id'] === postId)
}

test('one trace tells a post’s way through API, worker and network to its webhook, and holds no secret', { timeout: 60_000 }, async () => {
  const telegram = await made<Schemas['Connection']>('/v1/connections', {
    network: 'telegram',
    credentials: { botToken: fakeBot.token, chatId: fakeBot.chatId },
  })
  const channel = await made<Schemas['Channel']>('/v1/channels', { name: 'News', connectionIds: [telegram.id], feedEnabled: false })
  const webhook = await made<Schemas['WebhookWithSecret']>('/v1/webhooks', { url: receiver.url('/hook'), events: ['post.delivered'] })
  const post = await made<Schemas['Post']>('/v1/posts', { channelId: channel.id, content: 'Traced words' })
  const names = ['createPost', 'promote', 'attempt', 'network submit', 'post done', 'webhook']
  await until('all spans have come', async () => names.every((name) => spansOf(post.id).some((span) => span.name === name)))

  const spans = spansOf(post.id)
  const one = (name: string) => {
    const found = spans.filter((span) => span.name === name)
    expect(found, name).toHaveLength(1)
    return found[0]
  }
  expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1)
  const [root, attempt, call] = [one('createPost'), one('attempt'), one('network submit')]
  expect(root?.service).toBe('flow-api')
  expect(root?.parentSpanId ?? '').toBe('')
  for (const name of ['promote', 'attempt', 'post done', 'webhook']) expect(one(name)).toMatchObject({ parentSpanId: root?.spanId, service: 'flow-worker' })
  expect(attempt?.attributes).toMatchObject({ 'flow.network': 'telegram', 'flow.connection_id': telegram.id, 'flow.outcome': 'published' })
  expect(call).toMatchObject({ parentSpanId: attempt?.spanId, attributes: { 'server.address': new URL(fake.baseUrl).host } })
  const sent = collector.received.map(({ body }) => body).join('\n')
  for (const secret of [fakeBot.token, webhook.secret, flow.apiKey, 'Traced words']) expect(sent).not.toContain(secret)
})
