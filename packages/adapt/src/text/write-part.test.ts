import { expect, test } from 'vitest'
import type { TextLimits } from '../limits.ts'
import { networkTexts } from '../testing/network-limits.ts'
import { findEntities } from './find-entities.ts'
import { writePart } from './write-part.ts'

const write = ({ text, network }: { text: string; network: string }) => {
  const limits: TextLimits = networkTexts[network] ?? expect.fail()
  return writePart({ text, entities: findEntities({ text, hasUrns: limits.markup === 'linkedin' }), limits })
}
const facets = (text: string) => write({ text, network: 'bluesky' }).facets.map(({ kind, value }) => `${kind} ${value}`)

test('facets are UTF-8 byte ranges', () => {
  const text = '👋 see example.com/x and #café, @ann.bsky.social'
  const { facets: found } = write({ text, network: 'bluesky' })
  const bytes = Buffer.from(text)
  expect(found.map(({ byteStart, byteEnd }) => bytes.subarray(byteStart, byteEnd).toString())).toEqual(['example.com/x', '#café', '@ann.bsky.social'])
  expect(found.map(({ value }) => value)).toEqual(['https://example.com/x', 'café', 'ann.bsky.social'])
})

test.each([
  ['(https://example.com/a_(b)).', ['link https://example.com/a_(b)']],
  ['“https://example.com”, http://localhost:3000/x!', ['link https://example.com', 'link http://localhost:3000/x']],
  ['https://example.com/x。次', ['link https://example.com/x']],
  ['詳細はexample.com、', ['link https://example.com']],
  ['node.js e.g. 1.5 file.tar.gz Mr.Smith', []],
  ['mail ann@example.com or @ann@example.org or @ann', []],
  ['#1 #2026 #1st #日本 ##x a#b &#39; #a-b', ['tag 1st', 'tag 日本', 'tag a']],
  ['@ann.example.com. @a.7th @ann.example.com', ['mention ann.example.com', 'mention ann.example.com']],
  ['https://example.com/#tag?@ann.example.com', ['link https://example.com/#tag?@ann.example.com']],
  [`#${'x'.repeat(65)} #${'x'.repeat(64)}`, [`tag ${'x'.repeat(64)}`]],
])('%s', (text, expected) => {
  expect(facets(text)).toEqual(expected)
})

test.each([
  ['linkedin', 'a (b) [c] {d} <e> f_g *h* ~i~ j|k \\l @m #n', 'a \\(b\\) \\[c\\] \\{d\\} \\<e\\> f\\_g \\*h\\* \\~i\\~ j\\|k \\\\l \\@m #n'],
  ['linkedin', '# C# #tag_x @[Ann (A)](urn:li:person:a_1-b)', '\\# C\\# #tag\\_x @[Ann \\(A\\)](urn:li:person:a_1-b)'],
  ['telegram', 'a & b <c>', 'a &amp; b &lt;c&gt;'],
  ['slack', '<!here> & https://a.co/?x=1&y', '&lt;!here&gt; &amp; https://a.co/?x=1&amp;y'],
  ['x', '<a> & _b_', '<a> & _b_'],
])('%s writes %s', (network, text, written) => {
  expect(write({ text, network }).text).toBe(written)
})
