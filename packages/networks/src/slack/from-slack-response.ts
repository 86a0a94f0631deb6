import { readObject, readText, type Json } from '../kit/read-json.ts'
import type { Published } from '../port/network-adapter.ts'
import { NetworkError } from '../port/network-error.ts'

/** A message is known by its time stamp. @param channelUrl the connection's own address */
export function toPublished({ ts, channelUrl }: { ts: unknown; channelUrl: string | null }): Published {
  const remoteId = readText(ts)
  if (remoteId === null) {
    throw new NetworkError({ kind: 'outcome_unknown', message: 'Slack took the post, but its answer did not say which message it became.' })
  }
  return { remoteId, url: channelUrl === null ? null : `${channelUrl}/p${remoteId.replace('.', '')}` }
}

/** The time stamp of the message with which a file was shared in a channel; `null` while it is not. */
export function readShare({ file, channel }: { file: Json; channel: string }): string | null {
  const shares = readObject(file.shares)
  for (const kind of ['public', 'private']) {
    const inChannel = readObject(shares[kind])[channel]
    const ts = Array.isArray(inChannel) ? readText(readObject(inChannel[0]).ts) : null
    if (ts !== null) return ts
  }
  return null
}
