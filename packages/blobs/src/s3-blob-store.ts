import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import type { BlobStore } from './blob-store.ts'
import { BlobStoreError } from './blob-store-error.ts'
import { incomingFolder } from './incoming-folder.ts'
import type { S3Settings } from './read-blob-settings.ts'

const partBytes = 8 * 1024 * 1024
const blobs = 'blobs/'
const uploads = 'uploads/'
const signedHeaders = new Set(['host', 'content-type', 'content-length'])
// Whoever reaches the bucket itself must not be shown a page either.
const contentType = 'application/octet-stream'

/** Blobs as objects `blobs/<sha256>` of a bucket, direct uploads as `uploads/<key>`. What is being received and judged lies below `folder` on the disk. */
export function createS3BlobStore({ settings, folder }: { settings: S3Settings; folder: string }): BlobStore {
  const { bucket: Bucket } = settings
  const client = createClient(settings)
  const place = (sha256: string) => ({ Bucket, Key: `${blobs}${sha256}` })
  const incoming = incomingFolder(folder)
  const remove = async (Key: string) => void (await attempt('delete an object', () => client.send(new DeleteObjectCommand({ Bucket, Key }))))
  async function* listBefore({ prefix, before }: { prefix: string; before: Date }): AsyncIterable<string> {
    const pages = paginateListObjectsV2({ client }, { Bucket, Prefix: prefix })[Symbol.asyncIterator]()
    for (let page = await attempt('list objects', () => pages.next()); !page.done; page = await attempt('list objects', () => pages.next())) {
      for (const { Key = '', LastModified } of page.value.Contents ?? []) if (LastModified && LastModified < before) yield Key.slice(prefix.length)
    }
  }
  return {
    ...incoming,
    keep: async ({ sha256, temporaryPath }) => {
      const isThere = await attempt('look for an object', () => client.send(new HeadObjectCommand(place(sha256)))).catch(unlessMissing)
      if (!isThere) {
        const params = { ...place(sha256), Body: createReadStream(temporaryPath), ContentType: contentType }
        await attempt('store an object', () => new Upload({ client, params, partSize: partBytes, queueSize: 2 }).done())
      }
      await rm(temporaryPath, { force: true })
    },
    read: async ({ sha256, start, end }) => {
      const { Body } = await attempt('read an object', () => client.send(new GetObjectCommand({ ...place(sha256), Range: `bytes=${start}-${end}` })))
      if (Body instanceof Readable) return Body
      throw new BlobStoreError({ action: 'read an object', reason: 'it answered no body' })
    },
    remove: (sha256) => remove(`${blobs}${sha256}`),
    readUpload: async (key) => {
      const found = await attempt('read an upload', () => client.send(new GetObjectCommand({ Bucket, Key: `${uploads}${key}` }))).catch(unlessMissing)
      return found?.Body instanceof Readable ? found.Body : undefined
    },
    removeUpload: (key) => remove(`${uploads}${key}`),
    direct: {
      kind: 'store',
      presign: ({ key, contentType: ContentType, byteSize: ContentLength, expiresAt, now }) => {
        const command = new PutObjectCommand({ Bucket, Key: `${uploads}${key}`, ContentType, ContentLength })
        const expiresIn = Math.floor((expiresAt.getTime() - now.getTime()) / 1_000)
        return getSignedUrl(client, command, { expiresIn, signingDate: now, signableHeaders: signedHeaders })
      },
    },
    removeLeftovers: async ({ before }) => {
      let removed = await incoming.removeLeftovers({ before })
      for await (const key of listBefore({ prefix: uploads, before })) {
        await remove(`${uploads}${key}`)
        removed++
      }
      return removed
    },
    list: async function* ({ before }) {
      for await (const name of listBefore({ prefix: blobs, before })) if (/^[0-9a-f]{64}$/.test(name)) yield name
    },
  }
}

function createClient({ region, endpoint, forcePathStyle, accessKeyId, secretAccessKey }: S3Settings): S3Client {
  return new S3Client({
    region,
    forcePathStyle,
    credentials: { accessKeyId, secretAccessKey },
    ...(endpoint === undefined ? {} : { endpoint }),
    // Many stores do not know the newer checksums, and what is read is named by its hash.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 60_000 },
  })
}

class MissingObject extends BlobStoreError {}

// The SDK's own errors carry the request that was signed; only their name goes on.
async function attempt<Result>(action: string, run: () => Promise<Result>): Promise<Result> {
  try {
    return await run()
  } catch (error) {
    const isMissing = error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404 && error.name !== 'NoSuchBucket'
    const reason = error instanceof Error ? ('code' in error && typeof error.code === 'string' ? error.code : error.name) : 'unknown'
    throw isMissing ? new MissingObject({ action, reason }) : new BlobStoreError({ action, reason })
  }
}

function unlessMissing(error: unknown): undefined {
  if (!(error instanceof MissingObject)) throw error
}
