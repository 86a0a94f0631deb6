import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import blueskySession from './bluesky/fixtures/session.json' with { type: 'json' }
import { capabilities, createNetworks, NetworkError } from './index.ts'
import { broken, createFakeFetch } from './testing/fake-fetch.ts'
import { createFakeSocket } from './testing/fake-socket.ts'
import { mediaFile } from './testing/media-file.ts'
import { publishInput } from './testing/publish-input.ts'

// What every adapter must hold, whatever its network.
const networks = createNetworks({ baseUrls: {} })
const adapters = [...networks.values()]
const remote = adapters.filter(({ network }) => network !== 'feed' && network !== 'sandbox')
const examplesOf = (network: string) => {
  const { auth, credentialFields = [] } = capabilities.get(network) ?? {}
  return auth === 'oauth' ? [{ name: 'accessToken', example: 'access-token-of-oauth', isSecret: true }] : credentialFields
}
const exampleOf = (network: string) => Object.fromEntries(examplesOf(network).map((field) => [field.name, field.example]))
// What connecting adds to what a person typed, where submitting takes it.
const sessions: Readonly<Record<string, object>> = { bluesky: blueskySession }
const credentialsOf = (network: string) => ({ ...exampleOf(network), ...sessions[network] })
const secretsOf = (network: string) => examplesOf(network).filter((field) => field.isSecret)

type Answer = Parameters<typeof createFakeFetch>[0]

/** `fixtures/preparing.json` of an adapter: what its network answers before the call that makes something public, at which the faults then happen. */
function afterPreparing({ network, answer }: { network: string; answer: Answer }): Answer {
  const file = new URL(`./${network}/fixtures/preparing.json`, import.meta.url)
  if (!existsSync(file)) return answer
  const steps: { method: string; path: string; json: unknown }[] = JSON.parse(readFileSync(file, 'utf8'))
  return (call) => {
    const step = steps.find(({ method, path }) => method === call.method && path === new URL(call.url).pathname)
    return step ? { json: step.json } : answer(call)
  }
}

async function failureOf(run: Promise<unknown> | undefined): Promise<NetworkError> {
  const error = await Promise.resolve(run).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (error instanceof NetworkError) return error
  throw new Error(`it should have thrown a NetworkError, not ${String(error)}`)
}

test('every adapter has its capabilities, and the other way round', () => {
  expect([...networks.keys()].sort()).toEqual([...capabilities.keys()].sort())
  for (const { network, capabilities: own } of adapters) expect(own).toBe(capabilities.get(network))
})

describe.each(adapters)('$network', ({ network, capabilities: own, verify }) => {
  test('its capabilities hold together', () => {
    expect(own.network).toBe(network)
    expect(network).toMatch(/^[a-z][a-z0-9-]*$/)
    expect(own.modes.length).toBeGreaterThan(0)
    expect(own.submitTimeoutMs).toBeGreaterThan(0)
    expect(own.source.date).toMatch(/^\d{4}-\d\d-\d\d$/)
    expect(own.media.max > 0).toBe(own.media.images !== null || own.media.videos !== null)
    expect(own.thread.maxParts > 0).toBe(own.thread.style !== 'none')
    for (const option of own.options) expect(option.help.length).toBeGreaterThan(10)
    expect(new Set(own.options.map(({ name }) => name)).size).toBe(own.options.length)
    expect(own.auth === 'none').toBe(verify === undefined)
    expect(own.auth === 'token').toBe(own.credentialFields.length > 0)
    if (own.auth === 'oauth') expect(own.oauth).toBeDefined()
    // What can neither be looked up nor repeated must never claim that it can be repeated.
    if (!own.isProbeable) expect(own.isSubmitIdempotent).toBe(false)
    if (own.apiVersion?.sunsetOn) expect(Date.parse(own.apiVersion.sunsetOn)).toBeGreaterThan(Date.parse(own.source.date))
  })

  test('its credential fields explain themselves, and their examples are good', () => {
    for (const field of own.credentialFields) {
      expect(field.help.length).toBeGreaterThan(10)
      if (field.pattern === null) continue
      expect(field.pattern).toMatch(/^\^.*\$$/)
      expect(new RegExp(field.pattern).test(field.example)).toBe(true)
      expect(new RegExp(field.pattern).test(` ${field.example}`)).toBe(false)
    }
  })
})

describe.each(remote)('$network, when things go wrong', ({ network, capabilities: own, submit, verify }) => {
  const credentials = credentialsOf(network)
  const title = own.title?.isRequired ? 'Hello' : null
  const reach = (answer: Answer) => ({ fetch: createFakeFetch(answer).fetch, openSocket: createFakeSocket(answer) })
  const sending = (answer: Answer) => failureOf(submit(publishInput({ credentials, ...reach(afterPreparing({ network, answer })), item: { title } })))
  const asking = (answer: Answer) => failureOf(verify?.(publishInput({ credentials, ...reach(answer), signal: AbortSignal.timeout(1_000) })))
  const breaking = (code: string) => () => {
    throw broken(code)
  }

  test('a request that never left is a clean failure; one that broke off leaves the outcome open', async () => {
    expect((await sending(breaking('ECONNREFUSED'))).kind).toBe('unavailable')
    expect((await sending(breaking('ENOTFOUND'))).kind).toBe('unavailable')
    expect((await sending(breaking('ECONNRESET'))).kind).toBe('outcome_unknown')
    expect((await sending(breaking('UND_ERR_HEADERS_TIMEOUT'))).kind).toBe('outcome_unknown')
    expect((await sending(() => ({ status: 500 }))).kind).toBe('outcome_unknown')
    // Only a receiver that is free in what it answers may call that a success; for nobody is it a reason to try again.
    const rubbish: unknown = await submit(
      publishInput({ credentials, ...reach(afterPreparing({ network, answer: () => ({ json: 'rubbish' }) })), item: { title } }),
    ).catch((error: unknown) => error)
    if (rubbish instanceof Error) expect(rubbish).toBeInstanceOf(NetworkError)
    else expect(rubbish).toMatchObject({ remoteId: expect.any(String) })
    expect(rubbish).not.toMatchObject({ kind: expect.stringMatching(/unavailable|rate_limited/) })
  })

  test('a check-up that breaks off says nothing about the credentials', async () => {
    expect((await asking(breaking('ECONNRESET'))).kind).toBe('unavailable')
    expect((await asking(() => ({ status: 503 }))).kind).toBe('unavailable')
    expect((await asking(() => ({ status: 302, headers: { location: 'https://elsewhere.example' } }))).kind).toBe('unavailable')
  })

  test('a pause asked for is kept, also without a length', async () => {
    expect(await sending(() => ({ status: 429 }))).toMatchObject({ kind: 'rate_limited', retryAfterMs: expect.any(Number) })
  })

  test('what it can’t take is refused before any call', async () => {
    expect((await failureOf(submit(publishInput({ credentials, item: { title, text: '' } })))).kind).toBe('content_rejected')
    if (own.media.max === 0) expect((await failureOf(submit(publishInput({ credentials, item: { title, media: [mediaFile()] } })))).kind).toBe('media_rejected')
    expect((await failureOf(submit(publishInput({ credentials: {}, item: { title } })))).kind).toBe('credentials_expired')
  })

  test('no failure shows a secret', async () => {
    for (const status of [400, 401, 403, 404, 413, 429, 500]) {
      const { message } = await sending(() => ({ status, json: { message: 'No', description: 'No', ok: false } }))
      for (const field of secretsOf(network)) expect(message).not.toContain(field.example)
      expect(message.length).toBeGreaterThan(20)
    }
  })
})
