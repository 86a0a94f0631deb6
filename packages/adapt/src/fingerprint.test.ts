import { expect, test } from 'vitest'
import { fingerprint } from './fingerprint.ts'

test('what networks change of a text doesn’t change its fingerprint', () => {
  const own = fingerprint('Café  news:\nhttps://example.com/x?y=1 and\u200B more')
  expect(own).toEqual({ text: 'café news: and more', opening: 'café news: and more' })
  expect(fingerprint('Cafe\u0301 news: https://t.co/abc and more ')).toEqual(own)
  expect(fingerprint('Café news: and less')).not.toEqual(own)
})

test('the opening is 120 characters, none cut in two', () => {
  const { text, opening } = fingerprint('👋'.repeat(200))
  expect([text.length, opening]).toEqual([400, '👋'.repeat(120)])
})
