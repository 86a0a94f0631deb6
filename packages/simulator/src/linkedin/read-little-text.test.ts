import { expect, test } from 'vitest'
import { readLittleText } from './read-little-text.ts'

test.each([
  ['Plain text, 100 % – fine!', 'Plain text, 100 % – fine!'],
  ['One \\(two\\) \\[three\\] a\\_b', 'One (two) [three] a_b'],
  ['Cut (here) and gone', 'Cut '],
  ['snake_case', 'snake'],
  ['Tags #flow and {hashtag|\\#|work}', 'Tags #flow and #work'],
  ['A # alone', 'A '],
  ['Hi @[Acme \\(EU\\)](urn:li:organization:1)!', 'Hi Acme (EU)!'],
  ['mail me@example.org', 'mail me'],
])('%j is seen as %j', (written, seen) => {
  expect(readLittleText(written)).toBe(seen)
})
