import type { Answer } from '../kit/call-network.ts'
import { readObject, readText, type Json } from '../kit/read-json.ts'
import { waitForMedia } from '../kit/wait-for-media.ts'
import type { PublishInput } from '../port/network-adapter.ts'
import { NetworkError } from '../port/network-error.ts'
import type { MediaFile } from '../port/publish-item.ts'
import { askXrpc, callXrpc, isSuccess } from './call-xrpc.ts'
import { blueskyCapabilities } from './capabilities.ts'
import { readSession } from './credentials.ts'
import { mapBlueskyError } from './map-bluesky-error.ts'
import type { Blob } from './wire.ts'

// What is left of `submitTimeoutMs` is for the upload before it and the post after it.
const patienceMs = 60_000
const accessSeconds = 30 * 60

type VideoInput = PublishInput & { videoService: string; file: MediaFile }

/**
 * Has Bluesky's video service prepare the video, which puts its result on the account's PDS. A video that it has seen before is ready at once.
 * https://docs.bsky.app/docs/tutorials/video
 */
export async function uploadVideo(input: VideoInput): Promise<Blob> {
  const { fetch, signal, progress, videoService, file } = input
  const jobName = `video ${file.key}`
  const known = progress.get(jobName)
  const started = known ? { jobId: known } : await startJob(input)
  const blob = blobOf(started)
  if (blob) return blob
  const jobId = readText(started.jobId)
  if (jobId === null) throw new NetworkError({ kind: 'unavailable', message: 'Bluesky did not say what became of the video.' })
  await progress.save(jobName, jobId)
  const ask = async (): Promise<Blob | undefined> => {
    const query = { jobId }
    const job = jobOf(await askXrpc({ fetch, signal, host: videoService, method: 'GET', nsid: 'app.bsky.video.getJobStatus', query, step: 'upload' }))
    const ready = blobOf(job)
    if (ready || job.state !== 'JOB_STATE_FAILED') return ready
    await progress.save(jobName, '')
    const said = readText(job.message) ?? readText(job.error) ?? 'no reason given'
    throw new NetworkError({ kind: 'media_rejected', message: `Bluesky could not process the video (${said.slice(0, 200)}). Change it and post again.` })
  }
  return waitForMedia({ ask, displayName: blueskyCapabilities.displayName, patienceMs, signal })
}

async function startJob({ fetch, signal, clock, credentials, videoService, file }: VideoInput): Promise<Json> {
  const { pds, did, accessToken, dpopKey } = readSession(credentials)
  const query = {
    // The port of a did:web is escaped.
    aud: `did:web:${new URL(pds).host.replace(':', '%3A')}`,
    lxm: 'com.atproto.repo.uploadBlob',
    exp: String(Math.floor(clock.now().getTime() / 1_000) + accessSeconds),
  }
  const nsid = 'com.atproto.server.getServiceAuth'
  const access = await askXrpc({ fetch, signal, host: pds, method: 'GET', nsid, query, token: accessToken, dpopKey, step: 'read' })
  const answer = await callXrpc({
    fetch,
    signal,
    host: videoService,
    method: 'POST',
    nsid: 'app.bsky.video.uploadVideo',
    query: { did, name: file.filename },
    token: readText(access.token) ?? '',
    body: await file.bytes(),
    contentType: file.contentType,
    step: 'upload',
  })
  if (isSuccess(answer) || isSeenBefore(answer)) return jobOf(readObject(answer.json))
  throw mapBlueskyError({ answer, step: 'upload' })
}

const isSeenBefore = ({ status, json }: Answer) => status === 409 && readText(jobOf(readObject(json)).jobId) !== null

/** The service answers a job as it is, or under a name. */
const jobOf = (answer: Json): Json => (answer.jobStatus === undefined ? answer : readObject(answer.jobStatus))

const blobOf = ({ blob }: Json): Blob | undefined => (typeof blob === 'object' && blob !== null ? readObject(blob) : undefined)
