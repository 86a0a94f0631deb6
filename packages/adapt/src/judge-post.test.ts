import { expect, test } from 'vitest'
import { judgePost, type Limits } from './judge-post.ts'
import { toParts, type PostText } from './to-parts.ts'

const limits: Limits = { network: 'small', displayName: 'Small', maxTextLength: 5, maxMedia: 1, maxThreadParts: 1 }
const post = (given: Partial<PostText>): PostText => ({ content: 'Hello', mediaKeys: [], overrides: {}, thread: [], ...given })

test('a post within the limits has no findings; an emoji is one character', () => {
  expect(judgePost({ post: post({ content: '👋🏽ab ', thread: [{ content: 'more' }], mediaKeys: ['media_1'] }), limits })).toEqual([])
  expect(judgePost({ post: post({ content: 'x'.repeat(10_000) }), limits: { ...limits, maxTextLength: null } })).toEqual([])
})

test('each finding names the field, the limit, what there is and what to do', () => {
  const findings = judgePost({
    post: post({ content: 'too long', mediaKeys: ['a', 'b'], thread: [{ content: 'fine' }, { content: 'longer' }] }),
    limits,
  })
  expect(findings.map(({ rule, field, limit, actual }) => [rule, field, limit, actual])).toEqual([
    ['text_too_long', 'content', 5, 8],
    ['text_too_long', 'thread[1].content', 5, 6],
    ['too_many_media', 'mediaKeys', 1, 2],
    ['thread_too_long', 'thread', 1, 2],
  ])
  expect(findings[0]?.remedy).toContain('shorten it by 3')
})

test('a text of its own stands in for the post’s on that network alone', () => {
  const given = post({ content: 'too long', overrides: { small: { content: 'Short' } } })
  expect(judgePost({ post: given, limits })).toEqual([])
  expect(toParts({ post: given, network: 'other' })).toEqual([{ content: 'too long', mediaKeys: [] }])
  const worse = judgePost({ post: post({ overrides: { small: { content: 'too long' } } }), limits })
  expect(worse[0]?.field).toBe('overrides.small.content')
})

test('a network without threads says so', () => {
  expect(judgePost({ post: post({ thread: [{ content: 'more' }] }), limits: { ...limits, maxThreadParts: 0 } })[0]?.rule).toBe('thread_not_supported')
})
