import { expect, test } from 'vitest'
import { countText } from './count-text.ts'
import { networkTexts } from './testing/network-limits.ts'

// The figures of X are those of twitter-text 3.1.0, run on the same texts on 2026-11-27.
test.each([
  ['x', 'Hello', 5],
  ['x', 'héllo', 5],
  ['x', 'he\u0301llo', 5],
  ['x', '日本', 4],
  ['x', '“it’s” – …', 11],
  ['x', '👨‍👩‍👧', 2],
  ['x', '😀\u200D😀', 5],
  ['x', '1️⃣🇩🇪', 4],
  ['x', 'https://example.com', 23],
  ['x', 'https://example.com/a-very-long/path/that/goes/on?and=on', 23],
  ['x', 'example.com and node.js', 35],
  ['x', 'https://en.wikipedia.org/wiki/Foo_(bar)', 23],
  ['x', 'https://example.com/日本', 27],
  ['x', 'ann@example.com', 15],
  ['threads', 'Hi 👋', 7],
  ['threads', 'é日', 2],
  ['threads', '👨‍👩‍👧', 18],
  ['bluesky', '👨‍👩‍👧é', 2],
  ['mastodon', '@ann@example.org https://example.com/a/long/path/to/somewhere 👨‍👩‍👧', 30],
  ['mastodon', 'example.com', 11],
  ['telegram', '<👋>', 4],
  ['slack', '<👋>', 9],
  ['linkedin', '(👋) #tag_x', 13],
  ['discord', '👨‍👩‍👧', 5],
  ['nostr', 'é日👋\uD800', 12],
])('%s counts %s as %i', (network, text, used) => {
  const limits = networkTexts[network] ?? expect.fail()
  expect(countText({ text, limits })).toEqual({ used, max: limits.max, unit: limits.unit })
})
