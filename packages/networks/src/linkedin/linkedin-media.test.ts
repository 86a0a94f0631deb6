import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createFakeFetch, type Call } from '../testing/fake-fetch.ts'
import { mediaFile } from '../testing/media-file.ts'
import { memoryProgress, publishInput } from '../testing/publish-input.ts'
import { createLinkedin } from './index.ts'

const linkedin = createLinkedin()
const credentials = { accessToken: 'the-token', authorUrn: 'urn:li:person:1' }
const video = mediaFile({ key: 'film', kind: 'video', contentType: 'video/mp4', content: new Uint8Array([1, 2, 3, 4, 5]) })
const parts = [
  { uploadUrl: 'https://www.linkedin.com/dms-uploads/part1', firstByte: 0, lastByte: 2 },
  { uploadUrl: 'https://elsewhere.example/part2', firstByte: 3, lastByte: 4 },
]

type Reply = ReturnType<Parameters<typeof createFakeFetch>[0]>
function network(change: (call: Call) => Reply | undefined = () => undefined) {
  let images = 0
  return createFakeFetch((call) => {
    const own = change(call)
    if (own) return own
    const { method, url } = call
    if (url.endsWith('/rest/posts')) return { status: 201, headers: { 'x-restli-id': 'urn:li:share:1' } }
    if (url.endsWith('images?action=initializeUpload')) {
      images += 1
      return { json: { value: { image: `urn:li:image:${images}`, uploadUrl: `https://www.linkedin.com/dms-uploads/${images}` } } }
    }
    if (url.endsWith('videos?action=initializeUpload')) return { json: { value: { video: 'urn:li:video:1', uploadToken: '', uploadInstructions: parts } } }
    if (method === 'PUT') return { headers: { etag: `"tag-${url.at(-1)}"` } }
    return { json: { status: 'AVAILABLE' } }
  })
}
const submit = (input: Parameters<typeof publishInput>[0]) => {
  const settled = linkedin.submit(publishInput({ credentials, signal: new AbortController().signal, ...input })).catch((error: unknown) => error)
  return vi.runAllTimersAsync().then(() => settled)
}
const paths = (calls: Call[]) => calls.map(({ method, url }) => `${method} ${url.replace(/^https:\/\/[^/]+\//, '')}`)

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('one image is a media, several are many in their order, each with its alt text', async () => {
  const one = network()
  await submit({ fetch: one.fetch, item: { media: [mediaFile({ altText: 'A fox' })] } })
  expect(paths(one.calls)).toEqual([
    'POST rest/images?action=initializeUpload',
    'PUT dms-uploads/1',
    `GET rest/images/${encodeURIComponent('urn:li:image:1')}`,
    'POST rest/posts',
  ])
  expect(one.calls[0]?.body).toEqual({ initializeUploadRequest: { owner: 'urn:li:person:1' } })
  expect(one.calls[1]?.body).toEqual(new Uint8Array([1, 2, 3]))
  expect(one.calls[3]?.body).toMatchObject({ content: { media: { id: 'urn:li:image:1', altText: 'A fox' } } })
  const two = network()
  await submit({ fetch: two.fetch, item: { text: '', media: [mediaFile({ altText: 'A fox' }), mediaFile({ key: 'media_2' })] } })
  expect(two.calls.at(-1)?.body).toMatchObject({
    commentary: '',
    content: { multiImage: { images: [{ id: 'urn:li:image:1', altText: 'A fox' }, { id: 'urn:li:image:2' }] } },
  })
})

test('a video goes in the parts LinkedIn names, is finished with their tags, and waited for; the token goes to LinkedIn alone', async () => {
  const states = ['PROCESSING', 'PROCESSING', 'AVAILABLE']
  const { fetch, calls, headers } = network(({ method, url }) =>
    method === 'GET' && url.includes('/videos/') ? { json: { status: states.shift() } } : undefined,
  )
  expect(await submit({ fetch, item: { media: [video] } })).toMatchObject({ remoteId: 'urn:li:share:1' })
  const sent = calls.filter(({ method }) => method === 'PUT')
  expect(sent.map(({ body }) => body)).toEqual([new Uint8Array([1, 2, 3]), new Uint8Array([4, 5])])
  expect(headers.filter((_, index) => calls[index]?.method === 'PUT').map((each) => each.get('authorization'))).toEqual(['Bearer the-token', null])
  expect(calls.find(({ url }) => url.includes('finalizeUpload'))?.body).toEqual({
    finalizeUploadRequest: { video: 'urn:li:video:1', uploadToken: '', uploadedPartIds: ['tag-1', 'tag-2'] },
  })
  expect(states).toEqual([])
})

test('what was uploaded is not sent again: neither an image nor the parts of a video', async () => {
  const saved: Record<string, string> = {}
  const media = [mediaFile(), video]
  const first = network(({ url }) => (url.endsWith('/part2') ? { status: 503 } : undefined))
  expect(await submit({ fetch: first.fetch, progress: memoryProgress(saved), item: { media } })).toMatchObject({ kind: 'unavailable' })
  const second = network()
  await submit({ fetch: second.fetch, progress: memoryProgress(saved), item: { media } })
  expect(paths(second.calls)).toEqual([
    `GET rest/images/${encodeURIComponent('urn:li:image:1')}`,
    'PUT part2',
    'POST rest/videos?action=finalizeUpload',
    `GET rest/videos/${encodeURIComponent('urn:li:video:1')}`,
    'POST rest/posts',
  ])
})

test('a media that LinkedIn can’t process is refused and forgotten; one that takes too long is looked at again later', async () => {
  const saved: Record<string, string> = {}
  const input = { item: { media: [mediaFile()] }, progress: memoryProgress(saved) }
  const told = (status: string) => network(({ method }) => (method === 'GET' ? { json: { status } } : undefined))
  expect(await submit({ ...input, fetch: told('PROCESSING_FAILED').fetch })).toMatchObject({ kind: 'media_rejected' })
  expect(saved['media.media_1']).toBe('')
  const slow = told('PROCESSING')
  expect(await submit({ ...input, fetch: slow.fetch })).toMatchObject({ kind: 'unavailable', retryAfterMs: 30_000 })
  expect(paths(slow.calls)).not.toContain('POST rest/posts')
})
