import type { Answer } from '../server/answer.ts'
import type { Exchange } from '../server/exchange.ts'
import type { Route } from '../server/network.ts'
import { keepBlob, type Blobs } from './blobs.ts'
import { refuseBluesky } from './bluesky-errors.ts'
import { blobCid } from './cid.ts'
import { didOf, type Identities } from './identity.ts'

type Job = { jobId: string; did: string; blob: object; readyAtMs: number }

/** The video service: a job that becomes a blob of the account. https://docs.bsky.app/docs/tutorials/video */
export function videoRoutes({ blobs, identities }: { blobs: Blobs; identities: Identities }): Route[] {
  const jobs = new Map<string, Job>()
  const show = ({ job, exchange }: { job: Job; exchange: Exchange }): object => {
    const isReady = job.readyAtMs <= exchange.world.nowMs()
    const { jobId, did, blob } = job
    return isReady ? { jobId, did, state: 'JOB_STATE_COMPLETED', progress: 100, blob } : { jobId, did, state: 'JOB_STATE_ENCODING', progress: 50 }
  }

  return [
    {
      method: 'POST',
      path: '/xrpc/app.bsky.video.uploadVideo',
      operation: 'upload',
      handle: (exchange): Answer => {
        const { request, world, account } = exchange
        const did = didOf({ account, identities })
        if (request.query.get('did') !== did) throw refuseBluesky({ status: 401, error: 'Unauthorized', message: 'The did parameter does not match the token' })
        if (!request.query.get('name')) throw refuseBluesky({ message: 'Params must have the property "name"' })
        const known = jobs.get(`${did}\n${blobCid(request.bytes)}`)
        if (known) return { status: 409, json: { error: 'already_exists', message: 'Video already processed', ...show({ job: known, exchange }) } }
        const blob = keepBlob({ exchange, blobs, mimeType: 'video/mp4' })
        const job: Job = { jobId: `job${world.nextNumber()}`, did, blob, readyAtMs: world.nowMs() + exchange.processingMs }
        jobs.set(job.jobId, job)
        jobs.set(`${did}\n${blobCid(request.bytes)}`, job)
        return {
          status: 200,
          json: { jobStatus: { ...show({ job: { ...job, readyAtMs: Number.POSITIVE_INFINITY }, exchange }), state: 'JOB_STATE_CREATED', progress: 0 } },
        }
      },
    },
    {
      method: 'GET',
      path: '/xrpc/app.bsky.video.getJobStatus',
      operation: 'process',
      isOpen: true,
      handle: (exchange) => {
        const job = jobs.get(exchange.request.query.get('jobId') ?? '')
        if (job === undefined) throw refuseBluesky({ status: 404, error: 'NotFound', message: 'Job not found' })
        return { status: 200, json: { jobStatus: show({ job, exchange }) } }
      },
    },
    {
      method: 'GET',
      path: '/xrpc/app.bsky.video.getUploadLimits',
      operation: 'describe',
      handle: () => ({ status: 200, json: { canUpload: true, remainingDailyVideos: 25, remainingDailyBytes: 10_000_000_000 } }),
    },
  ]
}
