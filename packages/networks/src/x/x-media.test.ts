import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createFakeFetch, type Call } from '../testing/fake-fetch.ts'
import { mediaFile } from '../testing/media-file.ts'
import { memoryProgress, publishInput } from '../testing/publish-input.ts'
import created from './fixtures/created.json' with { type: 'json' }
import { createX } from './index.ts'

const x = createX()
const id = '1880028106020515840'
const begun = { data: { id, media_key: `3_${id}`, expires_after_secs: 86_400 } }
const video = () =>
  mediaFile({ key: 'media_2', kind: 'video', filename: 'film.mp4', contentType: 'video/mp4', content: new Uint8Array(4_194_304 * 2 + 5), altText: null })

type Reply = ReturnType<Parameters<typeof createFakeFetch>[0]>
const network = (change: (call: Call) => Reply | undefined = () => undefined) =>
  createFakeFetch((call) => {
    const own = change(call)
    if (own) return own
    if (call.url.endsWith('/tweets')) return { status: 201, json: created }
    if (call.url.endsWith('/append')) return { status: 204 }
    return { json: begun }
  })
const submit = (input: Parameters<typeof publishInput>[0]) => {
  const run = x.submit(publishInput({ credentials: { accessToken: 't' }, signal: new AbortController().signal, ...input }))
  const settled = run.catch((error: unknown) => error)
  return vi.runAllTimersAsync().then(() => settled)
}
const paths = (calls: Call[]) => calls.map(({ method, url }) => `${method} ${url.replace('https://api.x.com/2/', '')}`)

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('an image is sent with its alt text before the post that shows it', async () => {
  const { fetch, calls } = network()
  await submit({ fetch, item: { text: '', media: [mediaFile({ altText: 'A fox' })] } })
  expect(paths(calls)).toEqual([
    'POST media/upload/initialize',
    `POST media/upload/${id}/append`,
    `POST media/upload/${id}/finalize`,
    'POST media/metadata',
    'POST tweets',
  ])
  expect(calls[0]?.body).toEqual({ media_type: 'image/png', total_bytes: 3, media_category: 'tweet_image' })
  expect(calls[1]?.body).toMatchObject({ segment_index: '0', media: expect.any(File) })
  expect(calls[3]?.body).toEqual({ id, metadata: { alt_text: { text: 'A fox' } } })
  expect(calls[4]?.body).toEqual({ media: { media_ids: [id] } })
})

test('a video goes in pieces and is waited for', async () => {
  const states = [{ state: 'pending', check_after_secs: 5 }, { state: 'in_progress', check_after_secs: 5 }, { state: 'succeeded' }]
  const { fetch, calls } = network(({ url }) => {
    if (url.endsWith('/finalize')) return { json: { data: { id, processing_info: { state: 'pending', check_after_secs: 1 } } } }
    if (url.includes('STATUS')) return { json: { data: { id, processing_info: states.shift() } } }
    return undefined
  })
  expect(await submit({ fetch, item: { media: [video()] } })).toMatchObject({ remoteId: created.data.id })
  const sizes = calls.flatMap(({ body }) => (body instanceof Object && 'media' in body && body.media instanceof File ? [body.media.size] : []))
  expect(sizes).toEqual([4_194_304, 4_194_304, 5])
  expect(paths(calls).filter((path) => path.includes('STATUS'))).toHaveLength(3)
})

test('an upload that broke off goes on where it was, and one that is whole is not repeated', async () => {
  const saved: Record<string, string> = {}
  const progress = () => memoryProgress(saved)
  let pieces = 0
  const failing = network(({ url }) => (url.endsWith('/append') && ++pieces === 2 ? { status: 503 } : undefined))
  expect(await submit({ fetch: failing.fetch, progress: progress(), item: { media: [video()] } })).toMatchObject({ kind: 'unavailable' })
  const second = network(({ url }) => (url.endsWith('/tweets') ? { status: 503 } : undefined))
  expect(await submit({ fetch: second.fetch, progress: progress(), item: { media: [video()] } })).toMatchObject({ kind: 'outcome_unknown' })
  expect(paths(second.calls)).toEqual([`POST media/upload/${id}/append`, `POST media/upload/${id}/append`, `POST media/upload/${id}/finalize`, 'POST tweets'])
  const third = network()
  await submit({ fetch: third.fetch, progress: progress(), item: { media: [video()] } })
  expect(paths(third.calls)).toEqual(['POST tweets'])
})

test('an upload that X keeps no longer is begun anew', async () => {
  const saved = { 'media.media_1': JSON.stringify({ id: '7', expiresAtMs: Date.now() - 1, pieces: 1, isFinished: true, isReady: true }) }
  const { fetch, calls } = network()
  await submit({ fetch, progress: memoryProgress(saved), item: { media: [mediaFile()] } })
  expect(paths(calls)[0]).toBe('POST media/upload/initialize')
})

test('a media that X can’t process is refused and forgotten; one that takes too long is looked at again later', async () => {
  const saved: Record<string, string> = {}
  const processing = (info: object) => network(({ url }) => (/finalize|STATUS/.test(url) ? { json: { data: { id, processing_info: info } } } : undefined))
  const broken = processing({ state: 'failed', error: { code: 1, name: 'InvalidMedia', message: 'Unsupported video format' } })
  const input = { item: { media: [video()] }, progress: memoryProgress(saved) }
  expect(await submit({ ...input, fetch: broken.fetch })).toMatchObject({
    kind: 'media_rejected',
    message: expect.stringContaining('Unsupported video format'),
  })
  expect(saved['media.media_2']).toBe('')
  const slow = processing({ state: 'in_progress', check_after_secs: 10 })
  expect(await submit({ ...input, fetch: slow.fetch })).toMatchObject({
    kind: 'unavailable',
    retryAfterMs: 30_000,
    message: expect.stringContaining('still processing'),
  })
  expect(paths(slow.calls)).not.toContain('POST tweets')
})

test('a post without text is found by its media, and a GIF is alone', async () => {
  const saved = { 'media.media_1': JSON.stringify({ id, expiresAtMs: 1 }) }
  const shown = { data: [{ id: '5', text: 'https://t.co/x', attachments: { media_keys: [`3_${id}`] } }] }
  const probe = (progress: Record<string, string>) =>
    x.probe(
      publishInput({
        credentials: { accessToken: 't' },
        connection: { remoteId: '1', handle: null },
        fetch: createFakeFetch(() => ({ json: shown })).fetch,
        progress: memoryProgress(progress),
        item: { text: '', media: [mediaFile()] },
      }),
    )
  expect(await probe(saved)).toEqual({ remoteId: '5', url: 'https://x.com/i/status/5' })
  expect(await probe({})).toBeUndefined()
  const gif = mediaFile({ key: 'media_3', contentType: 'image/gif' })
  expect(await submit({ item: { media: [gif, mediaFile()] } })).toMatchObject({ kind: 'media_rejected' })
})
