import { afterEach, expect, test, vi } from 'vitest'
import { key } from './testing/samples.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  vi.resetModules()
})

const warnings = async (options: object) => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  // A copy of its own, since the warning comes once.
  const { Flow } = await import('./index.ts')
  for (const _ of [1, 2]) new Flow(key, options)
  return warn.mock.calls.flat()
}

test('a page that holds a key is warned once, and the warning does not hold the key', async () => {
  vi.stubGlobal('window', {})
  vi.stubGlobal('document', {})
  const told = await warnings({})
  expect(told).toEqual([expect.stringContaining('secret API key')])
  expect(told.join()).not.toContain(key)
})

test('no warning where it is meant, nor in workers and servers', async () => {
  expect(await warnings({})).toEqual([])
  vi.resetModules()
  vi.stubGlobal('window', {})
  vi.stubGlobal('document', {})
  expect(await warnings({ allowBrowser: true })).toEqual([])
})
