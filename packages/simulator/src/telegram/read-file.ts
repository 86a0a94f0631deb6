import { showLinkedMedia, showMedia } from '../kit/show-media.ts'
import type { PublishedMedia } from '../ledger/published-item.ts'
import type { Exchange } from '../server/exchange.ts'
import { refuseTelegram } from './telegram-errors.ts'

const mostBytes = { photo: 10_485_760, video: 52_428_800, document: 52_428_800, audio: 52_428_800, animation: 52_428_800 }
export type FileKind = keyof typeof mostBytes

/** A file that a request brings, as bytes in a part of the form, by address, or by the id of an earlier one. */
export function readFile({ exchange, kind, value, field }: { exchange: Exchange; kind: FileKind; value: unknown; field: string }): PublishedMedia {
  const { request, world, isMediaUnreachable } = exchange
  const attached = typeof value === 'string' && value.startsWith('attach://') ? value.slice('attach://'.length) : field
  const file = request.files.find((candidate) => candidate.field === attached)
  if (file) {
    if (file.bytes.length === 0) throw refuseTelegram('file must be non-empty')
    if (file.bytes.length > mostBytes[kind]) throw refuseTelegram('Request Entity Too Large', 413)
    return showMedia(world.media.put(file))
  }
  if (typeof value !== 'string' || value === '' || value.startsWith('attach://')) throw refuseTelegram(`there is no ${kind} in the request`)
  if (/^https?:\/\//.test(value)) {
    if (isMediaUnreachable || !URL.canParse(value)) throw refuseTelegram('failed to get HTTP URL content')
    return showLinkedMedia({ url: value, mimeType: kind === 'photo' ? 'image/*' : kind === 'video' ? 'video/*' : 'application/octet-stream' })
  }
  if (!value.startsWith('file_')) throw refuseTelegram('wrong file identifier/HTTP URL specified')
  return showLinkedMedia({ url: value, mimeType: kind === 'photo' ? 'image/*' : 'application/octet-stream' })
}
