import type { Schemas } from '@flow/contract/types'
import { expect, test } from 'vitest'
import { countCharacters, emptyDraft, toDraft } from '../../posts/draft.ts'
import { cleanOverrides, toBody, toChanges } from '../../posts/draft-body.ts'
import { findProblems } from '../../posts/draft-problems.ts'
import { attemptOutcome } from '../../posts/explain-attempt.ts'
import { explainPost } from '../../posts/explain-post.ts'
import { fieldTarget } from '../../posts/field-target.ts'
import { moved } from '../../posts/moved.ts'
import { pollIntervalMs, pollPublicationsMs } from '../../posts/poll-interval.ts'
import { readPostFilter, toListInput, toSearch } from '../../posts/post-filter.ts'
import { describeSpan } from '../../time/countdown.tsx'

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
  expect(findProblems({ draft: emptyDraft, instant: null, now })).toEqual({
    channelId: expect.any(String),
    content: expect.any(String),
  })
  const later = { ...emptyDraft, channelId: 'channel_1', content: 'x', when: 'later' } as const
  expect(findProblems({ draft: later, instant: null, now })).toHaveProperty('scheduledFor')
  expect(findProblems({ draft: later, instant: now - 120_000, now })).toHaveProperty('scheduledFor')
  expect(findProblems({ draft: later, instant: now, now })).toEqual({})
  expect(findProblems({ draft: { ...later, content: 'x'.repeat(10_001) }, instant: now, now })).toHaveProperty('content')
})

test('only what was changed is sent', () => {
  expect(toChanges({ draft: toDraft(post), post, now })).toEqual({})
  expect(toChanges({ draft: { ...toDraft(post), content: 'Other' }, post, now })).toEqual({ content: 'Other' })
  expect(toChanges({ draft: { ...toDraft(post), when: 'now' }, post, now })).toEqual({ scheduledFor: at(0) })
})

test('a body says what was written and nothing that was left empty', () => {
  const draft = { ...emptyDraft, channelId: 'channel_1', content: 'Hello', thread: [{ id: 'a', content: 'More' }], mediaKeys: ['media_1'] }
  expect(toBody(draft)).toEqual({ channelId: 'channel_1', content: 'Hello', thread: [{ content: 'More' }], mediaKeys: ['media_1'] })
  expect(toChanges({ draft: { ...toDraft(post), thread: draft.thread, title: 'News' }, post, now })).toEqual({ thread: [{ content: 'More' }], title: 'News' })
})

test('what is as usual on a network is not said', () => {
  const overrides = {
    x: { content: '', options: { quoteUrl: '', pollOptions: ['Yes', ' ', 'No '] } },
    mastodon: { content: '', options: { visibility: '' } },
    telegram: { options: { linkPreview: false } },
  }
  expect(cleanOverrides(overrides)).toEqual({ x: { options: { pollOptions: ['Yes', 'No'] } }, telegram: { options: { linkPreview: false } } })
})

test('a finding leads to the control that it is about', () => {
  expect(fieldTarget('thread[2].content')).toEqual({ network: null, id: 'part-2' })
  expect(fieldTarget('mediaKeys[0]')).toEqual({ network: null, id: 'media' })
  expect(fieldTarget('overrides.x.options.pollOptions')).toEqual({ network: 'x', id: 'override-x-options-pollOptions' })
})

test('parts move one place and no further', () => {
  expect(moved({ list: ['a', 'b', 'c'], from: 2, to: 1 })).toEqual(['a', 'c', 'b'])
  expect(moved({ list: ['a', 'b'], from: 0, to: -1 })).toEqual(['a', 'b'])
})

test('an attempt says what came of it, and a span how long it is', () => {
  expect(attemptOutcome({ state: 'succeeded', decision: 'looked-up' })).toEqual({ tone: 'good', word: 'Found at the network' })
  expect(attemptOutcome({ state: 'unknown', decision: null }).tone).toBe('warning')
  expect([describeSpan(14_200), describeSpan(252_000), describeSpan(3_900_000)]).toEqual(['15 s', '4 min 12 s', '1 h 5 min'])
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
