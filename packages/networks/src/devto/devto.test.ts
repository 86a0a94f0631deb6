import { expect, test } from 'vitest'
import { createFakeFetch, type FakeAnswer } from '../testing/fake-fetch.ts'
import { mediaFile } from '../testing/media-file.ts'
import { publishInput } from '../testing/publish-input.ts'
import article from './fixtures/article.json' with { type: 'json' }
import me from './fixtures/me.json' with { type: 'json' }
import { createDevto } from './index.ts'

const devto = createDevto()
const credentials = { apiKey: 'aB3dE5fG7hJ9kL1mN3pQ5rS7' }
const title = 'Hello from Flow!'
const answering = (answer: FakeAnswer) => createFakeFetch(() => answer)
const submitWith = (answer: FakeAnswer) => devto.submit(publishInput({ credentials, fetch: answering(answer).fetch, item: { title } }))

test('an account is connected by its key, on dev.to or on another Forem', async () => {
  const { fetch, calls, headers } = answering({ json: me })
  expect(await devto.verify?.(publishInput({ credentials, fetch }))).toEqual({
    remoteId: 'dev.to#1234',
    handle: '@flownews',
    displayName: 'Flow news',
    url: 'https://dev.to/flownews',
    expiresAt: null,
  })
  expect(await devto.verify?.(publishInput({ credentials: { ...credentials, server: 'https://forem.example.com/' }, fetch }))).toMatchObject({
    remoteId: 'forem.example.com#1234',
  })
  expect(calls.map(({ url }) => url)).toEqual(['https://dev.to/api/users/me', 'https://forem.example.com/api/users/me'])
  expect(Object.fromEntries(headers[0] ?? [])).toEqual({ accept: 'application/vnd.forem.api-v1+json', 'api-key': credentials.apiKey, 'user-agent': 'Flow' })
})

test('an article has its text as Markdown, a cover and further images', async () => {
  const { fetch, calls } = answering({ status: 201, json: article })
  const item = {
    title,
    text: '## Hello\n\n*World*',
    rest: ['A part.'],
    media: [mediaFile(), mediaFile({ key: 'media_2', altText: 'A [big]\ndot', publicUrl: 'https://flow.example/media/media_2' })],
    options: {
      tags: ['#TypeScript', 'machine-learning', 'typescript', 'a', 'b', 'c'],
      canonicalUrl: 'https://example.com/first',
      description: 'Short',
      series: 'Flow',
    },
  }
  expect(await devto.submit(publishInput({ credentials, fetch, item }))).toEqual({ remoteId: '987654', url: article.url })
  expect(calls).toEqual([
    {
      url: 'https://dev.to/api/articles',
      method: 'POST',
      body: {
        article: {
          title,
          body_markdown: '## Hello\n\n*World*\n\nA part.\n\n![A \\[big\\] dot](https://flow.example/media/media_2)',
          published: true,
          main_image: 'https://flow.example/media/media_1',
          tags: ['typescript', 'machinelearning', 'a', 'b'],
          canonical_url: 'https://example.com/first',
          description: 'Short',
          series: 'Flow',
        },
      },
    },
  ])
})

test.each(['---\ntitle: Other\npublished: false\n---\nText', '\n  ---\ntitle: Other\n---'])('front matter in a text outrules nothing: %j', async (text) => {
  const { fetch, calls } = answering({ status: 201, json: article })
  await devto.submit(publishInput({ credentials, fetch, item: { title, text } }))
  expect(calls[0]?.body).toMatchObject({ article: { body_markdown: expect.stringMatching(/^\s*\\---\ntitle/) } })
})

test('a draft has no address; what can’t be shown from a private Flow, or has no title, is refused before any call', async () => {
  const draft = { title, options: { published: false } }
  const { fetch } = answering({ status: 201, json: { ...article, published: false } })
  expect(await devto.submit(publishInput({ credentials, fetch, item: draft }))).toEqual({ remoteId: '987654', url: null })
  for (const host of ['localhost:3000', '127.0.0.1', '192.168.1.5', '10.0.0.1', 'flow.local', '[::1]', '[fd00::1]']) {
    const media = [mediaFile({ publicUrl: `http://${host}/media/media_1` })]
    await expect(devto.submit(publishInput({ credentials, item: { title, media } })), host).rejects.toMatchObject({ kind: 'media_rejected' })
  }
  await expect(devto.submit(publishInput({ credentials }))).rejects.toMatchObject({ kind: 'content_rejected', message: expect.stringContaining('title') })
})

test('an earlier article is found by title and text, published no earlier than it was due', async () => {
  const probe = (articles: object[], item: object = {}) =>
    devto.probe(publishInput({ credentials, fetch: answering({ json: articles }).fetch, item: { title, ...item } }))
  const other = { ...article, id: 1, body_markdown: 'Something else' }
  const older = { ...article, id: 2, published_at: '2026-11-20T09:00:00Z' }
  const draft = { ...article, id: 3, published: false, published_at: null }
  expect(await probe([draft, other, older, article])).toEqual({ remoteId: '987654', url: article.url })
  expect(await probe([draft, other, older])).toBeUndefined()
  expect(await probe([article, draft], { options: { published: false } })).toEqual({ remoteId: '3', url: null })
  expect(await probe([{ ...article, title: 'Another' }])).toBeUndefined()
})

test.each<[number, string, string]>([
  [401, 'unauthorized', 'credentials_expired'],
  [403, 'forbidden', 'permission_missing'],
  [404, 'not found', 'permission_missing'],
  [422, 'Canonical url has already been taken.', 'content_rejected'],
  [422, 'Validation failed: Tag "c++" contains non-alphanumeric', 'content_rejected'],
  [500, 'oh', 'outcome_unknown'],
])('status %d with %j is %s', async (status, error, kind) => {
  await expect(submitWith({ status, json: { error, status } })).rejects.toMatchObject({ kind })
})

test('a canonical URL that is taken is named as such, and a pause is as long as the site says', async () => {
  await expect(submitWith({ status: 422, json: { error: 'Canonical url has already been taken.' } })).rejects.toThrow('canonicalUrl')
  await expect(submitWith({ status: 429, headers: { 'retry-after': '30' } })).rejects.toMatchObject({ kind: 'rate_limited', retryAfterMs: 30_000 })
})
