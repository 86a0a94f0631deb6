import { afterEach, describe, expect, test, vi } from 'vitest'
import { Flow, FlowAuthenticationError } from './index.ts'
import { key } from './testing/samples.ts'

afterEach(() => vi.unstubAllEnvs())

describe('settings', () => {
  test('come from the environment where not given', () => {
    vi.stubEnv('FLOW_API_KEY', `${key}\n`)
    vi.stubEnv('FLOW_BASE_URL', 'http://localhost:4100/')
    expect(new Flow().baseURL).toBe('http://localhost:4100')
    expect(new Flow(key, { baseURL: 'https://flow.example/api/' }).baseURL).toBe('https://flow.example/api')
  })

  test('the default address is the cloud', () => {
    vi.stubEnv('FLOW_BASE_URL', '')
    expect(new Flow(key).baseURL).toBe('https://api.flow.dev')
  })

  test('no key is a clear error', () => {
    vi.stubEnv('FLOW_API_KEY', '')
    expect(() => new Flow()).toThrow(FlowAuthenticationError)
    expect(() => new Flow('')).toThrow(/FLOW_API_KEY/)
  })

  test.each([
    { timeout: 0 },
    { timeout: Number.NaN },
    { maxRetries: -1 },
    { maxRetries: 1.5 },
    { retryDelay: -1 },
    { baseURL: 'ftp://x' },
    { baseURL: 'nonsense' },
  ])('%j is refused', (options) => {
    expect(() => new Flow(key, options)).toThrow()
  })

  test('an own fetch is used, and the global one is looked up late', async () => {
    const answer = () => Promise.resolve(Response.json({ data: { id: 'post_9' } }))
    expect((await new Flow(key, { fetch: answer }).posts.get('p')).id).toBe('post_9')
    const flow = new Flow(key)
    vi.stubGlobal('fetch', answer)
    expect((await flow.posts.get('p')).id).toBe('post_9')
    vi.unstubAllGlobals()
  })
})
