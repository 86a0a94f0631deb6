import { expect, test } from 'vitest'
import { UsageError } from '../command/usage-error.ts'
import { readEnv } from '../env.ts'
import { createTerminal } from '../output/terminal.ts'
import { toInstant } from '../posts/import/to-instant.ts'
import { describeInstant, readTime } from './read-time.ts'

const told: string[] = []
const terminal = { ...createTerminal({ env: readEnv({ NO_COLOR: '1' }), isJson: false, isPlain: true }), tell: (text: string) => void told.push(text) }
const now = new Date(2026, 11, 24, 15, 30)
const read = (text: string) => readTime({ text, flag: '--at', terminal, now })

test('words mean the local clock, and are told back in both zones', async () => {
  for (const [text, at] of [
    ['tomorrow 9am', new Date(2026, 11, 25, 9)],
    ['in 2 hours', new Date(2026, 11, 24, 17, 30)],
    ['next friday at 14:30', new Date(2027, 0, 1, 14, 30)],
    ['9am', new Date(2026, 11, 25, 9)],
  ] as const) {
    expect(await read(text), text).toBe(at.toISOString())
    expect(told.at(-1)).toBe(describeInstant(at))
  }
  expect(describeInstant(now)).toContain(`= ${now.toISOString()} (UTC)`)
})

test('RFC 3339 is taken as it is', async () => {
  const before = told.length
  expect(await read('2026-12-25T10:00:00+01:00')).toBe('2026-12-25T09:00:00.000Z')
  expect(told).toHaveLength(before)
})

test('what is no time, or only a day, is refused', async () => {
  for (const text of ['whenever', 'tomorrow', 'tomorrow 9am please', '2026-13-45T10:00:00Z', ''])
    await expect(read(text), text).rejects.toBeInstanceOf(UsageError)
})

test('an import takes only what means the same tomorrow', async () => {
  expect(await toInstant('2026-12-25 10:00')).toBe(new Date(2026, 11, 25, 10).toISOString())
  expect(await toInstant('2026-12-25T10:00:00.5-05:00')).toBe('2026-12-25T15:00:00.500Z')
  for (const text of ['tomorrow 9am', '2026-12-25', '25.12.2026 10:00', '2026-13-25 10:00'])
    await expect(toInstant(text), text).rejects.toBeInstanceOf(UsageError)
})
