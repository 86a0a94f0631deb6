import { callNetwork } from '../kit/call-network.ts'
import { readObject, readText } from '../kit/read-json.ts'
import type { Processing, Published, PublishInput } from '../port/network-adapter.ts'
import { NetworkError } from '../port/network-error.ts'
import type { MediaFile } from '../port/publish-item.ts'
import type { AskSlack } from './ask-slack.ts'
import { slackCapabilities } from './capabilities.ts'
import { readBot } from './credentials.ts'
import { readShare, toPublished } from './from-slack-response.ts'
import { joinAndRepeat } from './join-and-repeat.ts'
import { mapSlackError } from './map-slack-error.ts'
import { toThread } from './to-slack-post.ts'

/** What an uploaded file is remembered under, by its place. */
export const fileKey = (no: number): string => `file${no}`

// Uploads that nobody shared are gone after a while.
const lost = ['file_not_found', 'invalid_file', 'file_deleted']

/** Uploads each file once, then shares all of them with the text: that one call makes them public. */
export async function shareFiles({ input, ask }: { input: PublishInput; ask: AskSlack }): Promise<Published | Processing> {
  const { item, progress, connection } = input
  const { channel } = readBot(input.credentials)
  const thread = toThread(item)
  const files: { id: string; title: string }[] = []
  for (const [no, media] of item.media.entries()) {
    const id = progress.get(fileKey(no)) || (await progress.save(fileKey(no), await upload({ input, ask, media })))
    files.push({ id, title: media.filename })
  }
  const json = { files, channel_id: channel, ...thread, ...(item.text === '' ? {} : { initial_comment: item.text }) }
  const send = (expected: readonly string[]) => ask({ input, method: 'files.completeUploadExternal', json, isWrite: true, expected: [...expected, ...lost] })
  const answer = await joinAndRepeat({ input, ask, send: (expected) => send(expected).then((told) => refuseLost({ told, input })) })
  const [first] = Array.isArray(answer.files) ? answer.files.map(readObject) : []
  const ts = first ? readShare({ file: first, channel }) : null
  // Slack shares in the background; the files say when it has.
  return ts === null ? { handle: files[0]?.id ?? '', checkInMs: 1_000 } : toPublished({ ts, channelUrl: connection.publicUrl })
}

async function refuseLost<Told extends { error?: unknown }>({ told, input }: { told: Told; input: PublishInput }): Promise<Told> {
  if (typeof told.error !== 'string' || !lost.includes(told.error)) return told
  for (const no of input.item.media.keys()) await input.progress.save(fileKey(no), '')
  throw new NetworkError({ kind: 'unavailable', message: 'Slack no longer has the files that were uploaded for the post; Flow uploads them again.' })
}

async function upload({ input, ask, media }: { input: PublishInput; ask: AskSlack; media: MediaFile }): Promise<string> {
  const bytes = await media.bytes()
  const form = { filename: media.filename, length: String(bytes.length), ...(media.altText ? { alt_txt: media.altText } : {}) }
  const answer = await ask({ input, method: 'files.getUploadURLExternal', form })
  const [url, id] = [readText(answer.upload_url), readText(answer.file_id)]
  if (url === null || id === null) throw new NetworkError({ kind: 'unavailable', message: 'Slack did not say where to upload the media.' })
  const { fetch, signal } = input
  const headers = { 'content-type': media.contentType }
  const sent = await callNetwork({ fetch, signal, displayName: slackCapabilities.displayName, url, method: 'POST', headers, body: bytes, isWrite: false })
  if (sent.status < 200 || sent.status > 299) throw mapUploadError(sent)
  return id
}

function mapUploadError(answer: Parameters<typeof mapSlackError>[0]['answer']): NetworkError {
  if (answer.status < 400 || answer.status === 429 || answer.status >= 500) return mapSlackError({ answer, isWrite: false })
  return new NetworkError({ kind: 'media_rejected', message: `Slack refused one of the media (status ${answer.status}). Use another file and post again.` })
}
