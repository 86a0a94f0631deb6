import { expect, test } from 'vitest'
import { tokenTimes } from './token-times.ts'

const now = new Date('2026-11-27T12:00:00Z')
const [minute, hour, day] = [60, 3_600, 86_400]
const marginOf = (lifeSeconds: number) => {
  const { expiresAt, renewAt } = tokenTimes({ tokens: { accessToken: 'a', refreshToken: 'r', expiresInSeconds: lifeSeconds }, refreshToken: 'r', now })
  expect(expiresAt).toBeNull()
  return lifeSeconds - ((renewAt?.getTime() ?? 0) - now.getTime()) / 1_000
}

test('tokens are renewed a tenth of their life ahead, and at least ten minutes; very short ones in the middle of it', () => {
  expect(marginOf(60 * day)).toBe(6 * day)
  expect(marginOf(2 * hour)).toBe(12 * minute)
  expect(marginOf(hour)).toBe(10 * minute)
  expect(marginOf(10 * minute)).toBe(5 * minute)
})

test('tokens that nothing renews end by themselves, and endless ones never', () => {
  const tokens = { accessToken: 'a', refreshToken: null, expiresInSeconds: hour }
  const end = new Date('2026-11-27T13:00:00Z')
  expect(tokenTimes({ tokens, refreshToken: null, now })).toEqual({ expiresAt: end, renewAt: end })
  expect(tokenTimes({ tokens: { ...tokens, expiresInSeconds: null }, refreshToken: 'r', now })).toEqual({ expiresAt: null, renewAt: null })
})
