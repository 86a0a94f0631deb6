import { expect, test } from 'vitest'
import { weighText } from './weigh-text.ts'

test.each([
  ['abc', 3],
  ['日本語', 6],
  ['👨‍👩‍👧‍👦', 2],
  [`see https://example.org/${'x'.repeat(100)} now`, 31],
  ['see example.org now', 31],
  ['e.g. this', 9],
  ['é'.normalize('NFD'), 1],
])('%j weighs %d', (text, weight) => {
  expect(weighText(text)).toBe(weight)
})
