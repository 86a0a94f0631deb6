import { expect, test } from 'vitest'
import { waitForMedia } from './wait-for-media.ts'

test('it asks until the media is ready, and says what it waits for where that takes too long', async () => {
  const answers = [undefined, 'ready']
  const wait = (patienceMs: number, signal = AbortSignal.timeout(5_000)) =>
    waitForMedia({ ask: async () => answers.shift(), displayName: 'Net', patienceMs, signal })
  expect(await wait(5_000)).toBe('ready')
  const still = { kind: 'unavailable', retryAfterMs: 30_000, message: expect.stringContaining('Net is still processing') }
  await expect(wait(0)).rejects.toMatchObject(still)
  await expect(wait(5_000, AbortSignal.timeout(10))).rejects.toMatchObject(still)
})
