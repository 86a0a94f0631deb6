import { expect, test } from 'vitest'
import { createRecentCache } from './create-recent-cache.ts'

test('each answer is made once for all who ask, a failure is made anew, and the oldest goes', async () => {
  const recent = createRecentCache<string>({ most: 2 })
  const made: string[] = []
  const ask = (key: string) => recent({ key, make: async () => `${key}${made.push(key)}` })
  expect(await Promise.all([ask('a'), ask('a'), ask('b')])).toEqual(['a1', 'a1', 'b2'])
  expect(await ask('a')).toBe('a1')
  await ask('c')
  expect(await ask('a')).toBe('a4')
  const fail = () => recent({ key: 'd', make: () => Promise.reject(new Error('away')) })
  await expect(fail()).rejects.toThrow('away')
  expect(await ask('d')).toBe('d5')
})
