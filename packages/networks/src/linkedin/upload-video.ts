import { readNumber, readObject, readText } from '../kit/read-json.ts'
import { readSaved } from '../kit/read-saved.ts'
import type { PublishInput } from '../port/network-adapter.ts'
import { NetworkError } from '../port/network-error.ts'
import type { MediaFile } from '../port/publish-item.ts'
import { awaitAvailable } from './await-available.ts'
import type { LinkedinApi } from './create-linkedin-api.ts'
import type { UploadPart } from './wire.ts'

type Plan = { urn: string; token: string; parts: UploadPart[] }
type Input = Pick<PublishInput, 'progress' | 'clock' | 'signal'> & { api: LinkedinApi; owner: string; file: MediaFile; untilMs: number }

// Addresses for the parts are good for a day at least.
const planLifeMs = 86_400_000

/** Brings a video to LinkedIn in parts, from where an earlier attempt left off, and waits until it can be posted. Answers its URN. */
export async function uploadVideo({ api, owner, file, progress, ...waiting }: Input): Promise<string> {
  const [name, planName, tagsName] = [`media.${file.key}`, `media.${file.key}.plan`, `media.${file.key}.tags`]
  const forget = async () => {
    for (const each of [name, planName, tagsName]) await progress.save(each, '')
  }
  let urn = progress.get(name) || null
  if (urn === null) {
    const nowMs = waiting.clock.now().getTime()
    let plan = toPlan(readSaved({ progress, name: planName, nowMs }))
    if (plan === undefined) {
      plan = await begin({ api, owner, file })
      await progress.save(tagsName, '')
      await progress.save(planName, JSON.stringify({ ...plan, expiresAtMs: nowMs + planLifeMs }))
    }
    try {
      urn = await sendParts({ api, file, plan, progress, tagsName })
    } catch (error) {
      // Parts that LinkedIn no longer takes belong to an upload that is over.
      if (error instanceof NetworkError && error.kind === 'media_rejected') await forget()
      throw error
    }
    await progress.save(name, urn)
  }
  await awaitAvailable({ api, path: `rest/videos/${encodeURIComponent(urn)}`, forget, ...waiting })
  return urn
}

async function begin({ api, owner, file }: Pick<Input, 'api' | 'owner' | 'file'>): Promise<Plan> {
  const json = { initializeUploadRequest: { owner, fileSizeBytes: file.byteSize, uploadCaptions: false, uploadThumbnail: false } }
  const value = readObject(readObject((await api({ method: 'POST', path: 'rest/videos?action=initializeUpload', json })).json).value)
  const { uploadInstructions: told } = value
  const parts = (Array.isArray(told) ? told : []).map((each: unknown) => {
    const { uploadUrl, firstByte, lastByte } = readObject(each)
    return { url: uploadUrl, start: firstByte, end: (readNumber(lastByte) ?? 0) + 1 }
  })
  const plan = toPlan({ urn: value.video, token: value.uploadToken ?? '', parts })
  if (plan === undefined) throw new NetworkError({ kind: 'unavailable', message: 'LinkedIn began no upload. Nothing is public yet; Flow tries again.' })
  return plan
}

async function sendParts({
  api,
  file,
  plan: { urn, token, parts },
  progress,
  tagsName,
}: Pick<Input, 'api' | 'file' | 'progress'> & { plan: Plan; tagsName: string }): Promise<string> {
  const tags = (progress.get(tagsName) ?? '').split('\n').filter((tag) => tag !== '')
  for (const { url, start, end } of parts.slice(tags.length)) {
    const { headers } = await api({ method: 'PUT', path: url, body: await file.slice(start, end) })
    const tag = headers.get('etag')?.replaceAll('"', '')
    if (!tag) throw new NetworkError({ kind: 'unavailable', message: 'LinkedIn did not confirm a part of the video. Nothing is public yet; Flow tries again.' })
    tags.push(tag)
    await progress.save(tagsName, tags.join('\n'))
  }
  const json = { finalizeUploadRequest: { video: urn, uploadToken: token, uploadedPartIds: tags } }
  await api({ method: 'POST', path: 'rest/videos?action=finalizeUpload', json })
  return urn
}

function toPlan({ urn, token, parts }: { urn?: unknown; token?: unknown; parts?: unknown }): Plan | undefined {
  const known = readText(urn)
  const list = (Array.isArray(parts) ? parts : [])
    .map(readObject)
    .map(({ url, start, end }) => ({ url: readText(url), start: readNumber(start), end: readNumber(end) }))
  const whole = list.flatMap(({ url, start, end }) => (url === null || start === null || end === null ? [] : [{ url, start, end }]))
  return known === null || whole.length === 0 || whole.length < list.length ? undefined : { urn: known, token: readText(token) ?? '', parts: whole }
}
