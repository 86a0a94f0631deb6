import { expect, test } from 'vitest'
import { startSimulator } from '../server/start-simulator.ts'
import { call } from '../testing/call.ts'
import { useSimulator } from '../testing/use-simulator.ts'

const simulator = useSimulator({ seed: 7 })
const post = (text: string, token = 'alice') => call(`${simulator.at('mastodon')}/api/v1/statuses`, { token, json: { status: text } })
const published = () => simulator.current.published().map(({ text }) => text)

test('refuse: the connection ends and nothing is read', async () => {
  simulator.current.script({ network: 'mastodon', operation: 'create', times: 1, fault: { kind: 'refuse' } })
  await expect(post('One')).rejects.toThrow()
  expect(simulator.current.calls()).toMatchObject([{ status: null, fault: 'refuse', body: null }])
  expect((await post('One')).status).toBe(200)
  expect(published()).toEqual(['One'])
})

test('status: the network’s own error, before anything happens', async () => {
  simulator.current.script({ times: 1, fault: { kind: 'status', status: 503 } })
  const answer = await post('One')
  expect([answer.status, answer.json]).toEqual([503, { error: 'Service unavailable' }])
  simulator.current.script({ times: 1, fault: { kind: 'status', status: 422, body: { error: 'no' } } })
  expect((await post('One')).json).toEqual({ error: 'no' })
  expect(published()).toEqual([])
})

test('error-after-effect: it is public although the answer is an error', async () => {
  simulator.current.script({ fault: { kind: 'error-after-effect' } })
  expect((await post('One')).status).toBe(502)
  expect(published()).toEqual(['One'])
})

test('hang: before or after the effect', async () => {
  simulator.current.script({ matches: 'before', fault: { kind: 'hang', ms: 400 } })
  simulator.current.script({ matches: 'after', fault: { kind: 'hang', ms: 400, when: 'after' } })
  const [before, after] = [post('before'), post('after')]
  await expect.poll(published).toEqual(['after'])
  expect([(await before).status, (await after).status]).toEqual([200, 200])
  expect(published()).toEqual(['after', 'before'])
})

test('hang: who gave up meanwhile is published all the same, late', async () => {
  simulator.current.script({ fault: { kind: 'hang', ms: 300 } })
  const given = { method: 'POST', headers: { authorization: 'Bearer alice', 'content-type': 'application/json' }, body: '{"status":"Late"}' }
  await expect(fetch(`${simulator.at('mastodon')}/api/v1/statuses`, { ...given, signal: AbortSignal.timeout(50) })).rejects.toThrow()
  expect(published()).toEqual([])
  await expect.poll(published).toEqual(['Late'])
})

test('lose-answer: it is public and the connection ends', async () => {
  simulator.current.script({ fault: { kind: 'lose-answer' } })
  await expect(post('One')).rejects.toThrow()
  expect(published()).toEqual(['One'])
  expect(simulator.current.calls()).toMatchObject([{ status: null, fault: 'lose-answer' }])
})

test('truncate: it is public and the answer breaks off', async () => {
  simulator.current.script({ fault: { kind: 'truncate' } })
  await expect(post('One')).rejects.toThrow()
  expect(published()).toEqual(['One'])
})

test('silent-drop: a good answer and nothing public, and a repeat with the same key posts at last', async () => {
  simulator.current.script({ times: 1, fault: { kind: 'silent-drop' } })
  const repeat = () => call(`${simulator.at('mastodon')}/api/v1/statuses`, { token: 'alice', json: { status: 'One' }, headers: { 'idempotency-key': 'k' } })
  const dropped = await repeat()
  expect(dropped.status).toBe(200)
  expect((await call(`${simulator.at('mastodon')}/api/v1/statuses/${dropped.json.id}`)).status).toBe(404)
  expect(published()).toEqual([])
  await repeat()
  expect(published()).toEqual(['One'])
})

test('revoked-token and rate-limit: in the network’s own form', async () => {
  simulator.current.script({ network: 'mastodon', times: 1, fault: { kind: 'revoked-token' } })
  simulator.current.script({ network: 'mastodon', times: 1, fault: { kind: 'rate-limit', resetMs: 5_000 } })
  expect((await post('One')).json).toEqual({ error: 'The access token was revoked' })
  const limited = await post('One')
  expect([limited.status, limited.headers.get('x-ratelimit-remaining')]).toEqual([429, '0'])
  simulator.current.script({ network: 'discord', fault: { kind: 'rate-limit', resetMs: 1_300 } })
  const discord = await call(`${simulator.at('discord')}/api/v10/webhooks/1/a`, { json: { content: 'x' } })
  expect([discord.status, discord.json.retry_after, discord.headers.get('retry-after')]).toEqual([429, 1.3, '2'])
})

test('a rule is for its network, operation, account and text, and as often as it says', async () => {
  simulator.current.script({ network: 'mastodon', operation: 'create', account: 'bob', matches: 'née "x"', times: 1, fault: { kind: 'status', status: 500 } })
  expect((await post('née "x"', 'alice')).status).toBe(200)
  expect((await post('other', 'bob')).status).toBe(200)
  expect((await post('it is née "x" here', 'bob')).status).toBe(500)
  expect((await post('it is née "x" here', 'bob')).status).toBe(200)
})

test('the same seed draws the same faults, another seed others; other traffic changes nothing', async () => {
  const draw = async (seed: number, isBusy = false): Promise<string> => {
    const own = await startSimulator({ seed })
    own.script({ network: 'discord', probability: 0.5, fault: { kind: 'status', status: 500 } })
    own.script({ network: 'mastodon', probability: 0.4, fault: { kind: 'status', status: 500 } })
    let drawn = ''
    for (let at = 0; at < 40; at += 1) {
      if (isBusy) await call(`${own.baseUrlOf('discord')}/api/v10/webhooks/1/a`, { json: { content: 'x' } })
      drawn += (await call(`${own.baseUrlOf('mastodon')}/api/v1/statuses`, { token: 'a', json: { status: `n ${at}` } })).status === 500 ? 'x' : '.'
    }
    await own.stop()
    return drawn
  }
  const first = await draw(42)
  expect(first).toContain('x')
  expect(first).toContain('.')
  expect(await draw(42)).toBe(first)
  expect(await draw(42, true)).toBe(first)
  expect(await draw(43)).not.toBe(first)
})

test('a rule that is none says which field is wrong', () => {
  expect(() => simulator.current.script({ probability: 2, fault: { kind: 'refuse' } })).toThrow(/^probability: /)
  expect(() => simulator.current.configure({ processingMs: -1 })).toThrow(/^processingMs: /)
})

test('stop ends what hangs', async () => {
  const own = await startSimulator()
  own.script({ fault: { kind: 'hang', ms: 600_000, when: 'after' } })
  const hanging = expect(call(`${own.baseUrlOf('mastodon')}/api/v1/statuses`, { token: 'a', json: { status: 'x' } })).rejects.toThrow()
  await expect.poll(() => own.published().length).toBe(1)
  await own.stop()
  await hanging
})
