import { expect, test } from 'vitest'
import { compilePost } from './compile-post.ts'
import type { Limits, TextLimits } from './limits.ts'
import type { SourceMedia, SourcePost } from './source-post.ts'
import { networkLimits, networkTexts } from './testing/network-limits.ts'

const discord = networkTexts.discord ?? expect.fail()
const small: TextLimits = { ...discord, max: 40 }
const post = (given: Partial<SourcePost>): SourcePost => ({ content: 'Hello', mediaKeys: [], thread: [], overrides: {}, ...given })
const image = (given: Partial<SourceMedia>): SourceMedia => ({
  key: 'm1',
  kind: 'image',
  contentType: 'image/jpeg',
  byteSize: 1_000,
  width: 800,
  height: 600,
  altText: null,
  ...given,
})
type Given = { given: Partial<SourcePost>; limits?: Partial<Limits>; text?: TextLimits; media?: SourceMedia[]; isOptimized?: boolean }
const compile = ({ given, limits, text = small, media = [], isOptimized = true }: Given) =>
  compilePost({ post: post(given), media, limits: networkLimits({ text, ...limits }), isOptimized })
const texts = (given: Given) => compile(given).parts.map((part) => part.text)
const told = (given: Given) => compile(given).findings.map(({ rule, severity, field, limit, actual }) => [rule, severity, field, limit, actual])

test('a text that fits goes out as it is', () => {
  expect(compile({ given: {} })).toEqual({ title: null, parts: [{ text: 'Hello', facets: [], mediaKeys: [], links: [] }], comment: null, findings: [] })
})

test('a long text is split at sentence ends, then at clauses, then at words, then anywhere between characters', () => {
  expect(texts({ given: { content: 'One short sentence here. And a second one! Is this a third? Yes.' } })).toEqual([
    'One short sentence here.',
    'And a second one! Is this a third? Yes.',
  ])
  expect(texts({ given: { content: 'A sentence that runs on, with one clause and no end to speak of' } })).toEqual([
    'A sentence that runs on,',
    'with one clause and no end to speak of',
  ])
  expect(texts({ given: { content: 'word '.repeat(10) } })).toEqual(['word word word word word word word word', 'word word'])
  expect(texts({ given: { content: '👨‍👩‍👧'.repeat(9) } }).map((part) => part.length)).toEqual([64, 8])
  expect(texts({ given: { content: 'I met Dr. Smith and he said that we ought to go' } })[0]).toBe('I met Dr. Smith and he said that we')
  expect(texts({ given: { content: '今日は天気がいいですね。散歩に行きましょう、そして昼ご飯を食べます。それから本を読みます。' } })).toEqual([
    '今日は天気がいいですね。散歩に行きましょう、そして昼ご飯を食べます。',
    'それから本を読みます。',
  ])
})

test('links, mentions and tags are never split; a link longer than a part is an error', () => {
  expect(texts({ given: { content: 'Read all of it at https://example.com/a?b=c, do' } })).toEqual(['Read all of it at', 'https://example.com/a?b=c, do'])
  expect(texts({ given: { content: `${'x'.repeat(35)} #hashtags @ann.example.com` } })).toEqual(['x'.repeat(35), '#hashtags @ann.example.com'])
  expect(told({ given: { content: `See https://example.com/${'a'.repeat(40)}` } })).toContainEqual(['link_too_long', 'error', 'content', 40, null])
})

test('a character longer than a part is split between code points, with a warning', () => {
  const { parts, findings } = compile({ given: { content: `e${'\u0301'.repeat(60)}` } })
  expect(parts.map((part) => part.text.length)).toEqual([40, 21])
  expect(findings.map(({ rule, severity }) => [rule, severity])).toEqual([
    ['character_split', 'warning'],
    ['text_split', 'warning'],
  ])
})

test('without optimization, or without threads of replies, a long text stays whole and is an error', () => {
  const given = { content: 'word '.repeat(10) }
  const error = [['text_too_long', 'error', 'content', 40, 50]]
  expect(told({ given, isOptimized: false })).toEqual(error)
  expect(told({ given, limits: { thread: { style: 'none', maxParts: 0 } } })).toEqual(error)
  expect(told({ given, limits: { thread: { style: 'whole', maxParts: 5 } } })).toEqual(error)
  expect(texts({ given, limits: { thread: { style: 'none', maxParts: 0 } } })).toEqual([given.content])
  expect(compile({ given, isOptimized: false }).findings[0]?.remedy).toBe(
    'Small takes 40 characters in a post and this has 50 characters; shorten it by 10 characters, or let it be split into a thread with enableOptimization.',
  )
})

test('each part of a thread is judged by itself, and media stay with the first piece of their part', () => {
  const given = { mediaKeys: ['a'], thread: [{ content: 'word '.repeat(10), mediaKeys: ['b'] }] }
  expect(compile({ given }).parts.map((part) => part.mediaKeys)).toEqual([['a'], ['b'], []])
  expect(told({ given, isOptimized: false })).toEqual([['text_too_long', 'error', 'thread[0].content', 40, 50]])
  expect(told({ given, limits: { thread: { style: 'replies', maxParts: 1 } } })).toContainEqual(['thread_too_long', 'error', 'content', 1, 2])
  expect(told({ given: { thread: [{ content: 'more' }] }, limits: { thread: { style: 'none', maxParts: 0 } } })).toEqual([
    ['thread_not_supported', 'error', 'thread', 0, 1],
  ])
  expect(told({ given: { content: ' ', thread: [{ content: '\n' }] } }).map(([rule, , field]) => [rule, field])).toEqual([
    ['text_empty', 'content'],
    ['text_empty', 'thread[0].content'],
  ])
})

test('a network’s own text, title and comment stand in for the post’s', () => {
  const overrides = { small: { content: 'Own text', title: 'Own title', firstComment: 'Own & comment' } }
  const limits = { title: { max: 5, isRequired: true }, comment: { ...small, max: 5, markup: 'html' } } as const
  const { title, parts, comment, findings } = compile({ given: { overrides, title: 'Title' }, limits })
  expect([title, parts[0]?.text, comment?.text]).toEqual(['Own title', 'Own text', 'Own &amp; comment'])
  expect(findings.map(({ rule, field, limit, actual }) => [rule, field, limit, actual])).toEqual([
    ['title_too_long', 'overrides.small.title', 5, 9],
    ['comment_too_long', 'overrides.small.firstComment', 5, 13],
  ])
  expect(told({ given: {}, limits })).toEqual([['title_missing', 'error', 'title', 1, 0]])
})

test('a comment where there are none is left out with a warning; one that was written for the network is refused', () => {
  const given = { firstComment: 'First' }
  expect(told({ given, isOptimized: false })).toEqual([['comment_not_supported', 'warning', 'firstComment', 0, null]])
  expect(told({ given })).toEqual([['comment_not_supported', 'warning', 'firstComment', 0, null]])
  expect(told({ given: { overrides: { small: { firstComment: 'First' } } } })[0]?.[1]).toBe('error')
})

test('media: counts and mixtures are errors; what re-encoding mends of an image is a warning where optimized', () => {
  const media = [
    image({ contentType: 'image/webp', byteSize: 6_000_000, width: 5_000, height: 5_000 }),
    image({ key: 'm2', kind: 'video', contentType: 'video/quicktime', altText: 'x'.repeat(1_001) }),
    image({ key: 'm3', width: 4_000, height: 1_000 }),
  ]
  const given = { mediaKeys: ['m1', 'm2'] }
  const rules = (severity: string) => [
    ['media_mixed', 'error', 'mediaKeys', null, 2],
    ['media_type', severity, 'mediaKeys[0]', null, null],
    ['media_too_large', severity, 'mediaKeys[0]', 5_000_000, 6_000_000],
    ['image_dimensions', severity, 'mediaKeys[0]', 4_096, 5_000],
    ['image_dimensions', severity, 'mediaKeys[0]', 4_096, 5_000],
    ['media_type', 'error', 'mediaKeys[1]', null, null],
    ['alt_text_too_long', 'error', 'mediaKeys[1]', 1_000, 1_001],
  ]
  expect(told({ given, media, isOptimized: false })).toEqual(rules('error'))
  expect(told({ given, media })).toEqual(rules('warning'))
  expect(told({ given: { mediaKeys: ['m3'] }, media })).toEqual([['image_dimensions', 'error', 'mediaKeys[0]', null, null]])
  expect(told({ given: { mediaKeys: ['a', 'b', 'c', 'd', 'e'] } })).toEqual([['too_many_media', 'error', 'mediaKeys', 4, 5]])
})

test('a network that needs media, and one that takes none', () => {
  const none = { max: 0, isRequired: false, isMixed: true, maxAltText: null, images: null, videos: null }
  expect(told({ given: { mediaKeys: ['m1'] }, media: [image({})], limits: { media: none } })).toEqual([['too_many_media', 'error', 'mediaKeys', 0, 1]])
  expect(told({ given: {}, limits: { media: { ...none, max: 1, isRequired: true } } })).toEqual([['media_required', 'error', 'mediaKeys', 1, 0]])
})

test('control characters are told of; half characters are an error, or replaced where optimized', () => {
  expect(told({ given: { content: 'a\0b\tc' } })).toEqual([['control_characters', 'warning', 'content', 0, 1]])
  expect(told({ given: { content: 'a\uD800' }, isOptimized: false })).toEqual([['broken_characters', 'error', 'content', 0, 1]])
  expect(texts({ given: { content: 'a\uD800' } })).toEqual(['a\uFFFD'])
})
