import { createBlobStore, readBlobSettings } from '@flow/blobs'
import { fault, good, skipped, type Finding } from '../finding.ts'
import type { Setup } from '../read-setup.ts'

/** The bucket of media, where one is set: it is there, and the key may list it. */
export async function checkS3({ source, start }: Setup): Promise<Finding[]> {
  let settings: ReturnType<typeof readBlobSettings>
  try {
    settings = readBlobSettings(source)
  } catch {
    return [skipped('S3', 'its settings are wrong, as said above')]
  }
  if (!settings) return [good('S3', 'not set: media lie in the state folder')]
  try {
    const store = createBlobStore({ settings, stateDir: start.stateDir })
    await store.list({ before: new Date() })[Symbol.asyncIterator]().next()
    return [good('S3', `the bucket ${settings.bucket} answers`)]
  } catch (error) {
    const message = `the bucket ${settings.bucket} can't be used: ${error instanceof Error ? error.message : String(error)}`
    return [fault('S3', { message, remedy: 'Check S3_ENDPOINT, S3_REGION and S3_BUCKET, and that the key may list, read, write and delete in this bucket.' })]
  }
}
