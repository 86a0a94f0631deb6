import type { Schemas } from '@flow/contract'
import pg from 'pg'
import { Webhook as StandardWebhook } from 'standardwebhooks'
import Stripe from 'stripe'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startReceiver, type Received, type Receiver } from './receiver.ts'
import { runFlow, until, type RunningFlow } from './running-flow.ts'

type WithSecret = Schemas['WebhookWithSecret']

let flow: RunningFlow
let receiver: Receiver
let database: pg.Client

beforeAll(async () => {
  receiver = await startReceiver()
  flow = await runFlow({
    workers: 1,
    isLogKept: true,
    env: { FLOW_ALLOW_PRIVATE_WEBHOOKS: 'true', FLOW_WEBHOOK_RETRY_SECONDS: '0.3,0.3', FLOW_LOG_LEVEL: 'info' },
  })
  database = new pg.Client({ connectionString: flow.databaseUrl })
  await database.connect()
})
afterAll(async () => {
  receiver?.close()
  await database?.end()
  await flow?.stop()
})

// As the contract has it; so below.
const create = async (path: string, events: string[]) =>
  (await flow.call('POST', '/v1/webhooks', { body: { url: receiver.url(path), events } })).json.data as WithSecret
const at = (path: string): Received[] => receiver.received.filter((request) => request.path === path)
const typesAt = (path: string) => at(path).map(({ headers }) => headers['flow-event-type'])
const deliveriesOf = async (id: string, query = '') => (await flow.call('GET', `/v1/webhooks/${id}/deliveries${query}`)).json.data as Schemas['Delivery'][]
const publish = () => flow.call('POST', '/v1/posts', { body: { channelId: flow.channelId, content: 'Told' } })
const stripe = new Stripe('sk_test_none')

test('a real delivery passes Stripe’s verifier and that of Standard Webhooks, unchanged', async () => {
  const { id, secret } = await create('/both', ['post.created', 'post.delivered'])
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
  const post = (await publish()).json.data as Schemas['Post']
  await until('both events came', async () => at('/both').length === 2)
  expect(typesAt('/both')).toEqual(['post.created', 'post.delivered'])
  for (const { headers, body } of at('/both')) {
    const event = stripe.webhooks.constructEvent(body, headers['flow-signature'] ?? '', secret)
    expect(event).toMatchObject({ id: headers['webhook-id'], type: headers['flow-event-type'], data: { post: { id: post.id } } })
    expect(new StandardWebhook(secret).verify(body, headers as Record<string, string>)).toEqual(event)
    expect(() => stripe.webhooks.constructEvent(`${body} `, headers['flow-signature'] ?? '', secret)).toThrow()
    expect(() => new StandardWebhook(secret).verify(`${body} `, headers as Record<string, string>)).toThrow()
  }
  const told = JSON.parse(at('/both')[1]?.body ?? '') as { timestamp: string; data: object }
  expect(told).toMatchObject({ timestamp: expect.stringMatching(/^\d{4}-.*Z$/), data: { post: { status: 'done' } } })
  await until('both are noted as delivered', async () => (await deliveriesOf(id, '?status=delivered')).length === 2)
  expect((await deliveriesOf(id))[0]?.attempts).toMatchObject([{ responseStatus: 200, responseBody: 'answered 200', error: null }])
})

test('a failing endpoint is tried again with the same id, then given up; a replay tries anew', async () => {
  receiver.answer('/retry', 500, 302, 200)
  const { id } = await create('/retry', ['post.created'])
  await publish()
  await until('it was taken at last', async () => (await deliveriesOf(id, '?status=delivered')).length === 1)
  const requests = at('/retry')
  expect(requests).toHaveLength(3)
  expect(new Set(requests.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  const [delivery] = await deliveriesOf(id)
  expect(delivery?.attempts.map(({ responseStatus, error }) => [responseStatus, error?.includes('redirect') ?? null])).toEqual([
    [500, false],
    [302, true],
    [200, null],
  ])
  expect(at('/elsewhere')).toEqual([])

  receiver.answer('/retry', 503, 503, 503)
  await publish()
  await until('it is given up', async () => (await deliveriesOf(id, '?status=failed')).length === 1)
  const [failed] = await deliveriesOf(id, '?status=failed')
  expect(failed).toMatchObject({ nextAttemptAt: null, attempts: [{}, {}, {}] })
  const replayed = await flow.call('POST', `/v1/webhooks/${id}/deliveries/${failed?.id}/replay`)
  expect(replayed.json.data).toMatchObject({ id: failed?.id, status: 'pending' })
  await until(
    'the replay was taken',
    async () => (await deliveriesOf(id, '?status=failed')).length === 0 && (await deliveriesOf(id, '?status=pending')).length === 0,
  )
  expect((await flow.call('POST', `/v1/webhooks/${id}/deliveries/delivery_x/replay`)).json.error?.code).toBe('DELIVERY_NOT_FOUND')
  expect((await flow.call('GET', '/v1/webhooks/webhook_x/deliveries')).json.error?.code).toBe('WEBHOOK_NOT_FOUND')
})

test('a test answers with the attempt itself, also where the endpoint fails', async () => {
  const { id, secret } = await create('/test', ['channel.created'])
  const taken = (await flow.call('POST', `/v1/webhooks/${id}/test`)).json.data as Schemas['Delivery']
  expect(taken).toMatchObject({ eventType: 'webhook.test', status: 'delivered', attempts: [{ responseStatus: 200 }] })
  const [request] = at('/test')
  expect(stripe.webhooks.constructEvent(request?.body ?? '', request?.headers['flow-signature'] ?? '', secret)).toMatchObject({ type: 'webhook.test' })
  receiver.answer('/test', 418)
  const failed = (await flow.call('POST', `/v1/webhooks/${id}/test`)).json.data as Schemas['Delivery']
  expect(failed).toMatchObject({ status: 'failed', nextAttemptAt: null, attempts: [{ responseStatus: 418, error: expect.stringContaining('418') }] })
})

test('while the secret changes, both secrets sign', async () => {
  const { id, secret } = await create('/rotate', ['post.created'])
  const rotated = (await flow.call('POST', `/v1/webhooks/${id}/rotate-secret`)).json.data as WithSecret
  expect(rotated.secret).not.toBe(secret)
  expect(rotated.secretRotatesAt).not.toBeNull()
  await publish()
  await until('it came', async () => at('/rotate').length === 1)
  const [request] = at('/rotate')
  for (const each of [secret, rotated.secret]) {
    expect(stripe.webhooks.constructEvent(request?.body ?? '', request?.headers['flow-signature'] ?? '', each)).toMatchObject({ type: 'post.created' })
    new StandardWebhook(each).verify(request?.body ?? '', request?.headers as Record<string, string>)
  }
  await database.query("update webhook set previous_secret_until = now() - interval '1 second' where id = $1", [id])
  await publish()
  await until('the next came', async () => at('/rotate').length === 2)
  expect(() => stripe.webhooks.constructEvent(at('/rotate')[1]?.body ?? '', at('/rotate')[1]?.headers['flow-signature'] as string, secret)).toThrow()
})

test('410 switches a webhook off at once; five days of failures do too; switching on forgets it', async () => {
  receiver.answer('/gone', 410)
  const { id } = await create('/gone', ['post.created'])
  const read = async () => (await flow.call('GET', `/v1/webhooks/${id}`)).json.data as Schemas['Webhook']
  await publish()
  await until('it is off', async () => !(await read()).active)
  expect((await read()).disabledReason).toContain('410')
  await publish()
  expect((await deliveriesOf(id)).map(({ status }) => status)).toEqual(['failed'])
  const on = (await flow.call('PATCH', `/v1/webhooks/${id}`, { body: { active: true } })).json.data
  expect(on).toMatchObject({ active: true, disabledReason: null, failingSince: null })
  await database.query("update webhook set failing_since = now() - interval '6 days' where id = $1", [id])
  receiver.answer('/gone', 500)
  await publish()
  await until('it is off again', async () => !(await read()).active)
  expect((await read()).disabledReason).toContain('five days')
})

test('an endpoint that hangs keeps nobody waiting', async () => {
  receiver.answer('/hangs', 'hang', 'hang', 'hang')
  const [slow, quick] = [await create('/hangs', ['post.created']), await create('/quick', ['post.created'])]
  const started = Date.now()
  for (let index = 0; index < 5; index++) await publish()
  await until('the quick one has all five', async () => at('/quick').length === 5)
  console.log(`five events at the quick endpoint beside a hanging one: ${Date.now() - started} ms`)
  expect(at('/hangs')).toHaveLength(1)
  for (const { id } of [slow, quick]) await flow.call('DELETE', `/v1/webhooks/${id}`)
})

test('wrong addresses and events are refused by name, and nothing secret is ever shown again', async () => {
  const bad = async (body: object) =>
    (await flow.call('POST', '/v1/webhooks', { body: { url: 'https://example.com', events: ['*'], ...body } })).json.error?.details.map(({ field }) => field)
  expect(await bad({ url: 'nonsense' })).toEqual(['url'])
  expect(await bad({ url: 'https://user:pass@example.com' })).toEqual(['url'])
  expect(await bad({ events: ['post.eaten'] })).toEqual(['events[0]'])
  expect(await bad({ events: [] })).toEqual(['events'])
  const { id, secret } = await create('/secret', ['*'])
  const shown = [
    await flow.call('GET', '/v1/webhooks'),
    await flow.call('GET', `/v1/webhooks/${id}`),
    await flow.call('GET', `/v1/webhooks/${id}/deliveries`),
    await flow.call('GET', '/v1/events'),
  ]
  for (const answer of shown) expect(answer.text).not.toContain('whsec_')
  for (const table of ['webhook', 'audit_entry', 'event', 'webhook_attempt', 'idempotency_record']) {
    const { rows } = await database.query<{ text: string }>(`select to_jsonb(t)::text as text from ${table} t`)
    expect(
      rows.some(({ text }) => text.includes(secret) || text.includes(Buffer.from(secret).toString('hex'))),
      table,
    ).toBe(false)
  }
  expect(flow.log()).not.toContain('whsec_')
})
