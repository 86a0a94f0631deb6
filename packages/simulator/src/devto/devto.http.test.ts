import { expect, test } from 'vitest'
import { call } from '../testing/call.ts'
import { useSimulator } from '../testing/use-simulator.ts'

const simulator = useSimulator()
const headers = { 'api-key': 'key-alice' }
const url = (path: string) => `${simulator.at('devto')}/api${path}`
const post = (article: object) => call(url('/articles'), { json: { article }, headers })

test('an article is published once by its canonical address', async () => {
  const article = { title: 'Hello', body_markdown: '# Hi', published: true, tags: ['News'], canonical_url: 'https://example.org/hello' }
  const made = await post(article)
  expect([made.status, made.json.tag_list]).toEqual([201, ['news']])
  const again = await post({ ...article, title: 'Other' })
  expect([again.status, again.json.error]).toEqual([422, expect.stringContaining('Canonical url has already been taken')])
  expect((await call(url('/articles/me/all?per_page=1000'), { headers })).json).toMatchObject([
    { id: made.json.id, canonical_url: 'https://example.org/hello' },
  ])
  expect(simulator.current.published()).toMatchObject([{ account: 'key-alice', title: 'Hello', text: '# Hi' }])
})

test('the same article within five minutes is refused, unless that is set off', async () => {
  const article = { title: 'Hello', body_markdown: 'Hi', published: true }
  await post(article)
  expect((await post(article)).json.error).toContain('last five minutes')
  simulator.current.configure({ refusesDuplicates: false })
  expect((await post(article)).status).toBe(201)
  expect(simulator.current.duplicates()).toHaveLength(1)
})

test('front matter wins; drafts are not public; unpublishing takes an article back', async () => {
  const made = await post({ title: 'Field', body_markdown: '---\ntitle: "Front"\npublished: true\ntags: a, b\n---\nText' })
  expect(made.json).toMatchObject({ title: 'Front', published: true, tag_list: ['a', 'b'] })
  await post({ title: 'Draft', body_markdown: 'x' })
  expect(simulator.current.published()).toHaveLength(1)
  expect((await call(url('/articles/me/unpublished'), { headers })).json).toMatchObject([{ title: 'Draft' }])
  await call(url(`/articles/${made.json.id}`), { method: 'PUT', json: { article: { body_markdown: 'Text', published: false } }, headers })
  expect(simulator.current.published()).toEqual([])
})

test('what can’t be posted, and who may not', async () => {
  expect((await post({ title: '' })).json).toEqual({ error: "Validation failed: Title can't be blank", status: 422 })
  expect((await post({ title: 'x', tags: ['a', 'b', 'c', 'd', 'e'] })).json.error).toContain('maximum of 4 tags')
  expect((await post({ title: 'x', tags: ['a b'] })).status).toBe(422)
  expect((await call(url('/articles'), { json: {}, headers })).json.error).toContain('article')
  expect((await call(url('/users/me'))).json).toEqual({ error: 'unauthorized', status: 401 })
  expect((await call(url('/users/me'), { headers: { 'api-key': 'revoked-key' } })).status).toBe(401)
  expect((await call(url('/users/me'), { headers })).json.username).toBe('key_alice')
})
