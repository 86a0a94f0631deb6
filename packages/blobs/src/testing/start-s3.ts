/// <reference path="./s3rver.d.ts" />
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import S3rver from 's3rver'
import type { S3Settings } from '../read-blob-settings.ts'
import { isSigned } from './is-signed.ts'

export type TestS3 = { settings: S3Settings; env: Record<string, string>; stop: () => Promise<void> }

const bucket = 'flow-media'
// The one access key that s3rver knows.
const key = 'S3RVER'

/** An S3-compatible server on a loopback port, with one bucket, that lasts until `stop`. s3rver leaves signatures unchecked, so they are checked before it. */
export async function startS3(): Promise<TestS3> {
  const directory = await mkdtemp(join(tmpdir(), 'flow-s3-'))
  const s3 = new S3rver({ silent: true, directory, configureBuckets: [{ name: bucket, configs: [] }] })
  await s3.configureBuckets()
  const answer = s3.callback()
  const server = createServer((request, response) => {
    if (isSigned({ request, secretAccessKey: key })) return answer(request, response)
    request.resume()
    response.writeHead(403, { 'content-type': 'application/xml' }).end('<Error><Code>SignatureDoesNotMatch</Code></Error>')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const endpoint = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  return {
    settings: { bucket, region: 'us-east-1', endpoint, accessKeyId: key, secretAccessKey: key, forcePathStyle: true },
    env: {
      S3_BUCKET: bucket,
      S3_REGION: 'us-east-1',
      S3_ENDPOINT: endpoint,
      S3_ACCESS_KEY_ID: key,
      S3_SECRET_ACCESS_KEY: key,
      S3_FORCE_PATH_STYLE: 'true',
    },
    stop: async () => {
      server.closeAllConnections()
      server.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}
