import { readObject, readText } from '../kit/read-json.ts'
import type { PublishInput } from '../port/network-adapter.ts'
import { NetworkError } from '../port/network-error.ts'
import type { MediaFile } from '../port/publish-item.ts'
import { awaitAvailable } from './await-available.ts'
import type { LinkedinApi } from './create-linkedin-api.ts'

/** Brings an image to LinkedIn, unless an earlier attempt did, and waits until it can be posted. Answers its URN. */
export async function uploadImage({
  api,
  owner,
  file,
  progress,
  ...waiting
}: Pick<PublishInput, 'progress' | 'clock' | 'signal'> & { api: LinkedinApi; owner: string; file: MediaFile; untilMs: number }): Promise<string> {
  const name = `media.${file.key}`
  let urn = progress.get(name) || null
  if (urn === null) {
    const { json } = await api({ method: 'POST', path: 'rest/images?action=initializeUpload', json: { initializeUploadRequest: { owner } } })
    const value = readObject(readObject(json).value)
    const path = readText(value.uploadUrl)
    urn = readText(value.image)
    if (urn === null || path === null)
      throw new NetworkError({ kind: 'unavailable', message: 'LinkedIn began no upload. Nothing is public yet; Flow tries again.' })
    await api({ method: 'PUT', path, body: await file.bytes() })
    await progress.save(name, urn)
  }
  await awaitAvailable({ api, path: `rest/images/${encodeURIComponent(urn)}`, forget: () => progress.save(name, ''), ...waiting })
  return urn
}
