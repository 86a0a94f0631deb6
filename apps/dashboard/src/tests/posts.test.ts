import type { Schemas } from '@flow/contract/types'
import { expect, test } from 'vitest'
import { countCharacters, emptyDraft, findProblems, toChanges, toDraft } from '../../posts/draft.ts'
import { explainPost } from '../../posts/explain-post.ts'
import { pollIntervalMs, pollPublicationsMs } from '../../posts/poll-interval.ts'
import { readPostFilter, toListInput, toSearch } from '../../posts/post-filter.ts'

const now = Date.parse('2026-11-24T10:00:00.000Z')
const at = (seconds: number) => new Date(now + seconds * 1_000).toISOString()

const post: Schemas['Post'] = {
  id: 'post_1',
  channelId: 'channel_1',
  mode: 'live',
  status: 'queued',
  content: 'Hello',
  title: null,
  firstComment: null,
  mediaKeys: [],
  scheduledFor: at(3_600),
  enableOptimization: false,
  overrides: {},
  thread: [],
  reason: null,
  createdAt: at(0),
  updatedAt: at(0),
  settledAt: null,
}
const publication: Schemas['Publication'] = {
  id: 'pub_1',
  postId: 'post_1',
  connectionId: 'conn_1',
  network: 'feed',
  status: 'queued',
  reason: null,
  url: null,
  attempts: 0,
  items: [],
  warnings: [],
  scheduledFor: post.scheduledFor,
  publishedAt: null,
  createdAt: at(0),
  updatedAt: at(0),
}

test('what is about to change is asked for often, all else seldom', () => {
  expect(pollIntervalMs({ posts: [post], now })).toBe(10_000)
  expect(pollIntervalMs({ posts: [post, { ...post, scheduledFor: at(100) }], now })).toBe(1_500)
  expect(pollIntervalMs({ posts: [{ ...post, status: 'flowing' }], now })).toBe(1_500)
  expect(pollIntervalMs({ posts: [{ ...post, status: 'done', scheduledFor: at(0) }], now })).toBe(10_000)
  expect(pollPublicationsMs({ post: { ...post, status: 'done' }, publications: [{ status: 'sending' }], now })).toBe(1_500)
})

test('the filter lives in the address and survives the way there and back', () => {
  const filter = { status: 'blocked', channelId: 'channel_1', search: 'a & b', page: 3 } as const
  expect(readPostFilter(new URLSearchParams(toSearch(filter)))).toEqual(filter)
  expect(toListInput(filter)).toEqual({
    filter: { status: 'blocked', channelId: 'channel_1', content: { contains: 'a & b' } },
    sort: '-scheduledFor',
    page: 3,
    perPage: 20,
  })
  expect(readPostFilter(new URLSearchParams('status=nonsense&page=-1'))).toEqual({ status: null, channelId: null, search: '', page: 1 })
})

test('characters are counted as people and the API count them', () => {
  expect(countCharacters('😀é')).toBe(2)
})

test('a draft is judged before it is sent', () => {
  expect(findProblems({ draft: emptyDraft, instant: null, hasMedia: false, now })).toEqual({
    channelId: expect.any(String),
    content: expect.any(String),
  })
  const later = { ...emptyDraft, channelId: 'channel_1', content: 'x', when: 'later' } as const
  expect(findProblems({ draft: later, instant: null, hasMedia: false, now })).toHaveProperty('scheduledFor')
  expect(findProblems({ draft: later, instant: now - 120_000, hasMedia: false, now })).toHaveProperty('scheduledFor')
  expect(findProblems({ draft: later, instant: now, hasMedia: false, now })).toEqual({})
  expect(findProblems({ draft: { ...later, content: 'x'.repeat(10_001) }, instant: now, hasMedia: false, now })).toHaveProperty('content')
})

test('only what was changed is sent', () => {
  expect(toChanges({ draft: toDraft(post), post, now })).toEqual({})
  expect(toChanges({ draft: { ...toDraft(post), content: 'Other' }, post, now })).toEqual({ content: 'Other' })
  expect(toChanges({ draft: { ...toDraft(post), when: 'now' }, post, now })).toEqual({ scheduledFor: at(0) })
})

test('every state off the straight way says why and what comes next', () => {
  const blocked = { code: 'content_rejected', message: 'The network refused it.', nextActionAt: null }
  expect(explainPost({ post, publications: [publication], now })).toBeNull()
  expect(explainPost({ post: { ...post, scheduledFor: at(-300) }, publications: [publication], now })?.title).toBe('This post is late')
  expect(explainPost({ post: { ...post, status: 'done' }, publications: [], now })).toBeNull()
  expect(explainPost({ post: { ...post, status: 'flowing' }, publications: [{ ...publication, status: 'sending' }], now })).toBeNull()
  expect(
    explainPost({
      post: { ...post, status: 'flowing' },
      publications: [{ ...publication, status: 'sending', reason: { ...blocked, nextActionAt: at(15) } }],
      now,
    })?.next,
  ).toMatch(/tries again/)
  const ended = { ...post, status: 'blocked' } as const
  expect(explainPost({ post: ended, publications: [{ ...publication, status: 'blocked', reason: blocked }], now })).toMatchObject({
    title: 'It was not published',
    text: 'The network refused it.',
  })
  expect(
    explainPost({ post: ended, publications: [{ ...publication, status: 'blocked', reason: { ...blocked, code: 'outcome_unknown' } }], now })?.next,
  ).toMatch(/not published twice/)
  expect(
    explainPost({ post: { ...ended, reason: { ...blocked, code: 'nothing_to_publish_to', message: 'No connection.' } }, publications: [], now })?.text,
  ).toBe('No connection.')
})
