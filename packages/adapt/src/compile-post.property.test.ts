import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compilePost } from './compile-post.ts'
import type { CompiledPart, Facet } from './compiled.ts'
import type { TextLimits } from './limits.ts'
import { countIndependently, readMarkup } from './testing/count-independently.ts'
import { networkLimits, networkTexts } from './testing/network-limits.ts'

// FLOW_ADAPT_RUNS=10000 is the whole proof; it takes some four minutes.
const runs = Number(process.env.FLOW_ADAPT_RUNS ?? 1_000)
const timeoutMs = 600_000
const urls = ['https://example.com/a/path/that/is/long?with=query', 'http://sub.example.org', 'https://a.co/x_y']
const marks = [...' \n&<#()。、', '\r\n', '. ', ', ', '! ', '\u3000', '#tag ', ' @ann.example.com ', ' @ann@social.example.org ']
const emoji = ['👨\u200D👩\u200D👧\u200D👦', '🇩🇪', '❤️', '1️⃣', '👍🏽', '🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}', '😀\u200D😀', '©']
const oddities = [...emoji, '\u200D', '\uFE0F', '\0', '\uFEFF', '한국', 'हिन्दी', 'שלום', '\u202Eمرحبا']

const piece = fc.oneof(
  { weight: 6, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
  { weight: 4, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  { weight: 6, arbitrary: fc.stringMatching(/^[a-z]{1,9}$/) },
  { weight: 2, arbitrary: fc.constantFrom(...urls).map((url) => ` ${url} `) },
  { weight: 6, arbitrary: fc.constantFrom(...marks) },
  { weight: 2, arbitrary: fc.constantFrom(...oddities) },
  { weight: 1, arbitrary: fc.constantFrom('\uD800', '\uDC00', '\uDFFF\uD83D') },
  { weight: 1, arbitrary: fc.nat(300).map((length) => `e${'\u0301'.repeat(length)}`) },
  { weight: 1, arbitrary: fc.nat(60).map((length) => '文'.repeat(length)) },
)
const text = fc
  .tuple(fc.array(piece, { maxLength: 40, size: 'max' }), fc.constantFrom(1, 1, 1, 1, 1, 1, 2, 4, 15))
  .map(([pieces, times]) => joinUpTo({ pieces: Array.from({ length: times }, () => pieces).flat(), most: 10_000 }))

/** Ends between two pieces: half an address would be a link of its own, which the independent count does not know. */
function joinUpTo({ pieces, most }: { pieces: readonly string[]; most: number }): string {
  let joined = ''
  for (const each of pieces) {
    if (joined.length + each.length > most) break
    joined += each
  }
  return joined
}

// The network's own limit, or one so tight that nearly every text is split; every code point fits in each.
const tightness = fc.constantFrom(null, null, 24, 60, 200)
const tighten = ({ limits, max }: { limits: TextLimits; max: number | null }): TextLimits =>
  max === null ? limits : { ...limits, max, maxBytes: limits.maxBytes && 5 * max }
const squeeze = (value: string) => value.toWellFormed().replace(/\s+/gu, '')
const occurrences = ({ within, of }: { within: string; of: string }) => within.split(of).length - 1

function fitsIndependently({ written, limits }: { written: string; limits: TextLimits }): boolean {
  return countIndependently({ written, limits, urls }) <= (limits.max ?? Infinity) && Buffer.byteLength(written) <= (limits.maxBytes ?? Infinity)
}

/** Facets that overlap, or whose bytes are other than what they stand for. */
function misplacedFacets({ text: written, facets }: CompiledPart): Facet[] {
  const bytes = Buffer.from(written)
  return facets.filter(({ byteStart, byteEnd, kind, value }, index) => {
    const covered = bytes.subarray(byteStart, byteEnd).toString()
    const meant = kind === 'link' ? [value, value.replace('https://', '')] : kind === 'tag' ? [`#${value}`, `＃${value}`] : [`@${value}`]
    return !meant.includes(covered) || byteStart < (facets[index - 1]?.byteEnd ?? 0)
  })
}

// A failure prints its seed and text; without `endOnFailure`, that seed then finds the smallest text, which can take minutes.
const settings = { numRuns: runs, verbose: 1, endOnFailure: true } as const

test.each(Object.entries(networkTexts))(`%s: ${runs} random texts, split, stay within the limit and lose nothing`, { timeout: timeoutMs }, (_, limits) => {
  let [split, most] = [0, 0]
  const property = fc.property(text, tightness, (content, max) => {
    const own = tighten({ limits, max })
    const post = { content, mediaKeys: ['m'], thread: [], overrides: {} }
    const { parts } = compilePost({ post, media: [], limits: networkLimits({ text: own }), isOptimized: true })
    if (content.trim() === '') return
    if (parts.length > 1) split += 1
    most = Math.max(most, parts.length)
    const over = parts.filter(({ text: written }) => !fitsIndependently({ written, limits: own }))
    expect(over).toEqual([])
    expect(parts.flatMap(misplacedFacets)).toEqual([])
    const read = parts.map(({ text: written }) => readMarkup({ written, markup: own.markup }))
    expect(squeeze(read.join(''))).toBe(squeeze(content))
    for (const url of urls) {
      if (countIndependently({ written: url, limits: { ...own, urlLength: null }, urls }) * 2 > (own.max ?? Infinity)) continue
      expect(read.reduce((sum, part) => sum + occurrences({ within: part, of: url }), 0)).toBe(occurrences({ within: content, of: url }))
    }
  })
  fc.assert(property, settings)
  console.log(`${runs} texts: ${split} split, at most into ${most} parts`)
  expect(split).toBeGreaterThan(runs / 20)
})

test(`${runs} texts of words: the words come out in their order, each whole`, { timeout: timeoutMs }, () => {
  const words = fc.array(fc.stringMatching(/^[a-z]{1,12}[.,!?]?$/), { minLength: 1, maxLength: 60 })
  const property = fc.property(words, fc.constantFrom(...Object.values(networkTexts)), fc.integer({ min: 24, max: 200 }), (source, limits, max) => {
    const post = { content: source.join(' '), mediaKeys: [], thread: [], overrides: {} }
    const { parts } = compilePost({ post, media: [], limits: networkLimits({ text: { ...limits, max } }), isOptimized: true })
    expect(parts.flatMap((part) => part.text.split(/\s+/))).toEqual(source)
  })
  fc.assert(property, settings)
})

test(`${runs} texts, not optimized: nothing is changed, and an error stands where the limit is passed`, { timeout: timeoutMs }, () => {
  const property = fc.property(text, fc.constantFrom('x', 'threads', 'bluesky', 'mastodon', 'discord', 'nostr'), tightness, (content, network, max) => {
    const own = tighten({ limits: networkTexts[network] ?? expect.fail(), max })
    const post = { content, mediaKeys: ['m'], thread: [], overrides: {} }
    const { parts, findings } = compilePost({ post, media: [], limits: networkLimits({ text: own }), isOptimized: false })
    expect(parts.map((part) => part.text)).toEqual([content])
    const isOver =
      countIndependently({ written: content, limits: own, urls }) > (own.max ?? Infinity) || Buffer.byteLength(content) > (own.maxBytes ?? Infinity)
    if (isOver) expect(findings.map(({ rule }) => rule)).toContain('text_too_long')
  })
  fc.assert(property, settings)
})
