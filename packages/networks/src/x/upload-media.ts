import { pollProcessing } from '../kit/poll-processing.ts'
import { readNumber, readObject, readText, type Json } from '../kit/read-json.ts'
import { readSaved } from '../kit/read-saved.ts'
import type { PublishInput } from '../port/network-adapter.ts'
import { NetworkError } from '../port/network-error.ts'
import type { MediaFile } from '../port/publish-item.ts'
import type { XApi, XRequest } from './create-x-api.ts'
import { mapXError } from './map-x-error.ts'

// X takes up to 5 MB a piece, form and all. https://docs.x.com/x-api/media/append-media-upload, 2026-11
const pieceBytes = 4_194_304
const dayS = 86_400

type Upload = { id: string; expiresAtMs: number; pieces: number; isFinished: boolean; isReady: boolean }
type Input = Pick<PublishInput, 'progress' | 'clock' | 'signal'> & { api: XApi; file: MediaFile; untilMs: number }

/** Brings a media to X, from where an earlier attempt left off, and waits until it can be posted. Answers its id. */
export async function uploadMedia({ api, file, progress, clock, signal, untilMs }: Input): Promise<string> {
  const name = mediaName(file)
  const ask = async (request: XRequest): Promise<Json> => {
    const answer = await api(request)
    if (answer.status >= 200 && answer.status < 300) return readObject(readObject(answer.json).data)
    const error = mapXError({ answer, isWrite: false, isUpload: true })
    // An upload that X refuses or has forgotten is begun anew.
    if (error.kind === 'media_rejected') await progress.save(name, '')
    throw error
  }
  const save = async (upload: Upload): Promise<Upload> => {
    await progress.save(name, JSON.stringify(upload))
    return upload
  }
  let upload = toUpload(readSaved({ progress, name, nowMs: clock.now().getTime() })) ?? (await save(await begin({ ask, file, now: clock.now() })))
  for (let start = upload.pieces * pieceBytes; start < file.byteSize; start += pieceBytes) {
    const body = new FormData()
    body.set('segment_index', String(upload.pieces))
    body.set('media', new Blob([await file.slice(start, Math.min(start + pieceBytes, file.byteSize))], { type: file.contentType }), file.filename)
    await ask({ method: 'POST', path: `media/upload/${upload.id}/append`, body })
    upload = await save({ ...upload, pieces: upload.pieces + 1 })
  }
  if (!upload.isFinished) {
    const { processing_info: processing } = await ask({ method: 'POST', path: `media/upload/${upload.id}/finalize` })
    upload = await save({ ...upload, isFinished: true, isReady: processing === undefined })
  }
  if (!upload.isReady) {
    const path = `media/upload?${new URLSearchParams({ command: 'STATUS', media_id: upload.id })}`
    const look = async () => {
      const { state = 'succeeded', ...told } = readObject((await ask({ method: 'GET', path })).processing_info)
      if (state === 'failed') await failed({ save: () => progress.save(name, ''), said: readText(readObject(told.error).message) })
      return { isReady: state === 'succeeded', askAgainInMs: (readNumber(told.check_after_secs) ?? 0) * 1_000 }
    }
    await pollProcessing({ ask: look, untilMs, clock, signal, displayName: 'X' })
    upload = await save({ ...upload, isReady: true })
  }
  if (file.altText && file.kind === 'image') {
    // The same words a second time change nothing, so this is not remembered.
    await ask({ method: 'POST', path: 'media/metadata', json: { id: upload.id, metadata: { alt_text: { text: file.altText } } } })
  }
  return upload.id
}

/** Which id X gave a media in an earlier attempt. */
export const uploadedId = ({ progress, file }: Pick<Input, 'progress' | 'file'>): string | null =>
  readText(readSaved({ progress, name: mediaName(file), nowMs: 0 }).id)

const mediaName = (file: MediaFile): string => `media.${file.key}`

async function begin({ ask, file, now }: { ask: (request: XRequest) => Promise<Json>; file: MediaFile; now: Date }): Promise<Upload> {
  const json = { media_type: file.contentType, total_bytes: file.byteSize, media_category: categoryOf(file) }
  const told = await ask({ method: 'POST', path: 'media/upload/initialize', json })
  const id = readText(told.id)
  if (id === null) throw new NetworkError({ kind: 'unavailable', message: 'X began no upload. Nothing is public yet; Flow tries again.' })
  const expiresAtMs = now.getTime() + (readNumber(told.expires_after_secs) ?? dayS) * 1_000
  return { id, expiresAtMs, pieces: 0, isFinished: false, isReady: false }
}

function toUpload({ id, expiresAtMs, pieces, isFinished, isReady }: Json): Upload | undefined {
  const [known, ends] = [readText(id), readNumber(expiresAtMs)]
  if (known === null || ends === null) return undefined
  return { id: known, expiresAtMs: ends, pieces: readNumber(pieces) ?? 0, isFinished: isFinished === true, isReady: isReady === true }
}

async function failed({ save, said }: { save: () => Promise<string>; said: string | null }): Promise<never> {
  await save()
  const message = `X could not process the media${said === null ? '' : ` (${said.slice(0, 200)})`}. Use another file and post again.`
  throw new NetworkError({ kind: 'media_rejected', message })
}

function categoryOf({ kind, contentType }: MediaFile): string {
  if (kind === 'video') return 'tweet_video'
  return contentType === 'image/gif' ? 'tweet_gif' : 'tweet_image'
}
