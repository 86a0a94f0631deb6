import { expect, test } from 'vitest'
import { formatRelative } from '../../time/format-time.ts'
import { fromLocalInput, quickTimes, toLocalInput } from '../../time/local-time.ts'

const now = new Date(2026, 10, 24, 15, 20, 30).getTime()
const minute = 60_000

test('a date-and-time field says the same instant back, to the minute', () => {
  const instant = new Date(2026, 0, 5, 9, 7).getTime()
  expect(toLocalInput(instant)).toBe('2026-01-05T09:07')
  expect(fromLocalInput(toLocalInput(instant))).toBe(instant)
})

test.each(['', '2026-01-05', 'tomorrow', '2026-13-40T10:00'])('what is no whole time is none: "%s"', (text) => {
  expect(fromLocalInput(text)).toBeNull()
})

test('quick times all lie ahead, in order', () => {
  for (let hour = 0; hour < 24 * 7; hour += 1) {
    const at = now + hour * 60 * minute
    const instants = quickTimes(at).map(({ instant }) => instant)
    expect(Math.min(...instants)).toBeGreaterThan(at)
    expect(new Set(instants).size).toBe(instants.length)
  }
  expect(quickTimes(now).map(({ label }) => label)).toEqual(['In 1 hour', 'This evening', 'Tomorrow morning', 'Monday morning'])
})

test.each([
  [2_000, 'in a moment'],
  [-2_000, 'just now'],
  [30_000, 'in 30 seconds'],
  [-5 * minute, '5 minutes ago'],
  [90 * minute, 'in 90 minutes'],
  [47 * 60 * minute, 'in 47 hours'],
  [30 * 24 * 60 * minute - 1_000, 'in 30 days'],
])('%d ms off is "%s"', (distance, words) => {
  expect(formatRelative({ instant: now + distance, now })).toBe(words)
})
