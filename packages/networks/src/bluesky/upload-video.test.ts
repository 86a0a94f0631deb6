import { expect, test } from 'vitest'
import { createFakeFetch, type Call } from '../testing/fake-fetch.ts'
import { mediaFile } from '../testing/media-file.ts'
import { memoryProgress, publishInput } from '../testing/publish-input.ts'
import blobAnswer from './fixtures/blob.json' with { type: 'json' }
import putRecord from './fixtures/put-record.json' with { type: 'json' }
import session from './fixtures/session.json' with { type: 'json' }
import { createBluesky } from './index.ts'

const bluesky = createBluesky()
const credentials = { identifier: 'ada.bsky.social', appPassword: 'abcd-efgh-ijkl-mnop', ...session }
const nsidOf = ({ url }: Call) => new URL(url).pathname.replace('/xrpc/', '')
type Answer = { status?: number; json?: unknown; headers?: Record<string, string> }
/** Answers by the method's name. */
const answering = (answers: Record<string, (call: Call) => Answer>) =>
  createFakeFetch((call) => answers[nsidOf(call)]?.(call) ?? { status: 501, json: { error: 'MethodNotImplemented', message: nsidOf(call) } })
const taken = { 'com.atproto.repo.putRecord': () => ({ json: putRecord }) }
const recordOf = (calls: Call[]): unknown => Object(calls.find((call) => nsidOf(call) === 'com.atproto.repo.putRecord')?.body).record

const video = mediaFile({ key: 'v', kind: 'video', filename: 'film.mp4', contentType: 'video/mp4', altText: 'A film' })
const working = { json: { jobStatus: { jobId: 'j1', did: session.did, state: 'JOB_STATE_ENCODING' } } }

test('a video goes to the video service with an access of its own, and is waited for', async () => {
  const states: Answer[] = [working, { json: { jobStatus: { jobId: 'j1', state: 'JOB_STATE_COMPLETED', blob: blobAnswer.blob } } }]
  const { fetch, calls, headers } = answering({
    ...taken,
    'com.atproto.server.getServiceAuth': () => ({ json: { token: 'service.jwt' } }),
    'app.bsky.video.uploadVideo': () => ({ json: { jobId: 'j1', state: 'JOB_STATE_CREATED' } }),
    'app.bsky.video.getJobStatus': () => states.shift() ?? {},
  })
  await bluesky.submit(publishInput({ credentials, fetch, item: { media: [video] } }))
  expect(calls.map(nsidOf)).toEqual([
    'com.atproto.server.getServiceAuth',
    'app.bsky.video.uploadVideo',
    'app.bsky.video.getJobStatus',
    'app.bsky.video.getJobStatus',
    'com.atproto.repo.putRecord',
  ])
  expect(new URL(calls[0]?.url ?? '').searchParams.get('aud')).toBe('did:web:morel.example')
  expect(calls[1]?.url).toContain(`https://video.bsky.app/xrpc/app.bsky.video.uploadVideo?did=${encodeURIComponent(session.did)}&name=film.mp4`)
  expect(headers[1]?.get('authorization')).toBe('Bearer service.jwt')
  expect(recordOf(calls)).toMatchObject({ embed: { $type: 'app.bsky.embed.video', video: blobAnswer.blob, alt: 'A film' } })
})

test('a video that was uploaded is not uploaded again, one that the service knows is ready, and one that it can’t read is told', async () => {
  const resumed = answering({ ...taken, 'app.bsky.video.getJobStatus': () => ({ json: { jobStatus: { jobId: 'j1', blob: blobAnswer.blob } } }) })
  await bluesky.submit(publishInput({ credentials, fetch: resumed.fetch, progress: memoryProgress({ 'video v': 'j1' }), item: { media: [video] } }))
  expect(resumed.calls.map(nsidOf)).toEqual(['app.bsky.video.getJobStatus', 'com.atproto.repo.putRecord'])
  const known = answering({
    ...taken,
    'com.atproto.server.getServiceAuth': () => ({ json: { token: 'service.jwt' } }),
    'app.bsky.video.uploadVideo': () => ({ status: 409, json: { error: 'already_exists', jobId: 'j0', state: 'JOB_STATE_COMPLETED', blob: blobAnswer.blob } }),
  })
  await bluesky.submit(publishInput({ credentials, fetch: known.fetch, item: { media: [video] } }))
  expect(recordOf(known.calls)).toMatchObject({ embed: { video: blobAnswer.blob } })
  const saved = { 'video v': 'j1' }
  const broken = answering({
    'app.bsky.video.getJobStatus': () => ({ json: { jobStatus: { jobId: 'j1', state: 'JOB_STATE_FAILED', message: 'no video stream' } } }),
  })
  const failing = bluesky.submit(publishInput({ credentials, fetch: broken.fetch, progress: memoryProgress(saved), item: { media: [video] } }))
  await expect(failing).rejects.toMatchObject({ kind: 'media_rejected', message: expect.stringContaining('no video stream') })
  expect(saved).toEqual({ 'video v': '' })
})
