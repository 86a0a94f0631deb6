import { showMedia } from '../kit/show-media.ts'
import { readJson, readList, readObject, readText } from '../kit/read-value.ts'
import type { PublishedMedia } from '../ledger/published-item.ts'
import type { Exchange } from '../server/exchange.ts'
import type { UploadedFile } from '../server/network-request.ts'
import { refuseDiscord, refuseForm } from './discord-errors.ts'

export type DiscordMessage = {
  fields: Readonly<Record<string, unknown>>
  text: string
  embeds: readonly unknown[]
  media: PublishedMedia[]
  files: readonly UploadedFile[]
}

const mostFileBytes = 10_485_760

/** What a request posts, held to Discord's limits. */
export function readMessage({ request, world }: Exchange): DiscordMessage {
  const fields = 'payload_json' in request.body ? readObject(readJson(request.body.payload_json)) : request.body
  const text = readText(fields.content) ?? ''
  const embeds = readList(fields.embeds)
  const { files } = request
  if ([...text].length > 2_000) throw refuseForm({ field: 'content', code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 2000 or fewer in length.' })
  if (embeds.length > 10) throw refuseForm({ field: 'embeds', code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 10 or fewer in length.' })
  if (embeds.reduce<number>((sum, embed) => sum + countEmbed(embed), 0) > 6_000) {
    throw refuseForm({ field: 'embeds', code: 'MAX_EMBED_SIZE_EXCEEDED', message: 'Embed size exceeds maximum size of 6000' })
  }
  if (files.length > 10) throw refuseForm({ field: 'attachments', code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 10 or fewer in length.' })
  if (files.some(({ bytes }) => bytes.length > mostFileBytes)) throw refuseDiscord({ status: 413, code: 40_005, message: 'Request entity too large' })
  if (text === '' && embeds.length === 0 && files.length === 0 && fields.poll === undefined) {
    throw refuseDiscord({ status: 400, code: 50_006, message: 'Cannot send an empty message' })
  }
  const described = new Map(readList(fields.attachments).map((attachment) => [String(readObject(attachment).id), readText(readObject(attachment).description)]))
  const media = files.map(({ field, bytes, mimeType }, at) => {
    const [, index = String(at)] = /\[(\d+)\]/.exec(field) ?? []
    const alt = described.get(index) ?? null
    if (alt !== null && alt.length > 1_024)
      throw refuseForm({ field: 'attachments', code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 1024 or fewer in length.' })
    return showMedia(world.media.put({ bytes, mimeType }), alt)
  })
  return { fields, text, embeds, media, files }
}

function countEmbed(embed: unknown): number {
  const { title, description, footer, author, fields } = readObject(embed)
  const parts = [title, description, readObject(footer).text, readObject(author).name]
  for (const field of readList(fields)) parts.push(readObject(field).name, readObject(field).value)
  return parts.reduce<number>((sum, part) => sum + (readText(part)?.length ?? 0), 0)
}
