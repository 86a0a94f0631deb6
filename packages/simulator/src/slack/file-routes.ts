import { readJson, readList, readNumber, readObject, readText } from '../kit/read-value.ts'
import { showMedia } from '../kit/show-media.ts'
import { stableDigits } from '../kit/stable-id.ts'
import type { ShelvedMedia } from '../media/create-media-shelf.ts'
import type { Exchange } from '../server/exchange.ts'
import type { Route } from '../server/network.ts'
import { slackMethod } from './message-routes.ts'
import { readChannel, requireJoined, type Joined } from './slack-channel.ts'
import { refuseSlack, slackErrors } from './slack-errors.ts'
import { messageId, nextTs } from './slack-message.ts'

type SlackFile = {
  id: string
  account: string
  name: string
  length: number
  alt: string | null
  stored: ShelvedMedia | null
  share: { channel: string; ts: string; atMs: number } | null
}

/** https://api.slack.com/messaging/files: ask for an address, send the bytes there, share. */
export function fileRoutes({ joined }: { joined: Joined }): Route[] {
  const files = new Map<string, SlackFile>()

  const complete = (exchange: Exchange, fields: Readonly<Record<string, unknown>>): object => {
    const asked = readList(readJson(fields.files)).map(readObject)
    if (asked.length === 0) throw refuseSlack('invalid_arguments')
    const found = asked.map(({ id, title }) => {
      const file = files.get(readText(id) ?? '')
      if (file === undefined || file.account !== exchange.account) throw refuseSlack('file_not_found')
      if (file.stored === null) throw refuseSlack('file_update_failed')
      return { file, stored: file.stored, title: readText(title) ?? file.name }
    })
    const shown = found.map(({ file, stored, title }) => ({ id: file.id, name: file.name, title, mimetype: stored.mimeType, size: stored.size }))
    const [channelName = fields.channel_id] = readText(fields.channels)?.split(',') ?? []
    if (channelName === undefined) return { files: shown }
    const channel = readChannel({ exchange, value: channelName })
    requireJoined({ exchange, value: channelName, joined })
    const threadTs = readText(fields.thread_ts)
    const ts = nextTs(exchange)
    exchange.publish({
      id: messageId({ channel, ts }),
      text: readText(fields.initial_comment) ?? '',
      target: channel,
      parentId: threadTs === null ? null : messageId({ channel, ts: threadTs }),
      media: found.map(({ file, stored }) => showMedia(stored, file.alt)),
      record: { files: shown },
    })
    const atMs = exchange.world.nowMs() + exchange.processingMs
    for (const { file } of found) file.share = { channel, ts, atMs }
    return { files: shown }
  }
  // https://docs.slack.dev/reference/methods/files.info: a file that is not complete is none; where it is shared shows a little later.
  const tell = ({ account, world }: Exchange, fields: Readonly<Record<string, unknown>>): object => {
    const file = files.get(readText(fields.file) ?? '')
    if (!file?.stored || !file.share || file.account !== account) throw refuseSlack('file_not_found')
    const { channel, ts, atMs } = file.share
    const shares = atMs > world.nowMs() ? {} : { public: { [channel]: [{ ts, reply_users: [], reply_count: 0 }] } }
    return { file: { id: file.id, name: file.name, title: file.name, mimetype: file.stored.mimeType, size: file.stored.size, shares } }
  }

  return [
    ...slackMethod({
      name: 'files.getUploadURLExternal',
      operation: 'upload',
      run: (exchange, fields) => {
        const name = readText(fields.filename)
        const length = readNumber(fields.length)
        if (!name || length === null || length <= 0) throw refuseSlack('invalid_arguments')
        if (length > 1_073_741_824) throw refuseSlack('file_too_large')
        const id = `F${stableDigits(`file ${exchange.world.nextNumber()}`, 10)}`
        files.set(id, { id, account: exchange.account, name, length, alt: readText(fields.alt_txt), stored: null, share: null })
        return { upload_url: `${exchange.baseUrl}/upload/v1/${id}`, file_id: id }
      },
    }),
    {
      method: 'POST',
      path: '/upload/v1/:id',
      operation: 'upload',
      isOpen: true,
      handle: ({ params, request, world }) => {
        const file = files.get(params.id ?? '')
        if (file === undefined) return slackErrors.status(404)
        const [part] = request.files
        const bytes = part?.bytes ?? request.bytes
        if (bytes.length !== file.length) return { status: 400, text: 'The number of bytes is not the length that was told.' }
        file.stored = world.media.put({ bytes, mimeType: part?.mimeType ?? mimeTypeOf(file.name) })
        return { status: 200, text: `OK - ${bytes.length}` }
      },
    },
    ...slackMethod({ name: 'files.completeUploadExternal', operation: 'create', run: complete }),
    ...slackMethod({ name: 'files.info', operation: 'check', run: tell }),
  ]
}

const mimeTypes: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  mp4: 'video/mp4',
}

const mimeTypeOf = (name: string): string => mimeTypes[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream'
