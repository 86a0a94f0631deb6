import { readFlag, readList, readText } from '../kit/read-value.ts'
import { showLinkedMedia } from '../kit/show-media.ts'
import type { PublishedMedia } from '../ledger/published-item.ts'
import type { Exchange } from '../server/exchange.ts'
import { countText } from './count-text.ts'
import { refuseThreads } from './threads-errors.ts'

export type Container = {
  id: string
  account: string
  mediaType: string
  text: string
  media: PublishedMedia[]
  parentId: string | null
  isCarouselItem: boolean
  readyAtMs: number
  problem: string | null
  publishedId: string | null
  createdAtMs: number
}
export type Containers = Map<string, Container>

const lifeMs = 86_400_000
const mediaTypes = ['TEXT', 'IMAGE', 'VIDEO', 'CAROUSEL']
const invalid = (message: string) => refuseThreads({ code: 100, message })

/** A container of what a request says. Media are not fetched: their addresses are kept, and a fault makes them unreachable. */
export function readContainer({ exchange, containers }: { exchange: Exchange; containers: Containers }): Container {
  const { request, world, account, processingMs } = exchange
  const fields = { ...Object.fromEntries(request.query), ...request.body }
  const mediaType = readText(fields.media_type) ?? ''
  if (!mediaTypes.includes(mediaType)) throw invalid(`Param media_type must be one of {${mediaTypes.join(', ')}}`)
  const text = readText(fields.text) ?? ''
  if (countText(text) > 500) throw invalid('Param text must be at most 500 characters long.')
  if (mediaType === 'TEXT' && text.trim() === '') throw invalid('The parameter text is required.')
  const topic = readText(fields.topic_tag)
  if (topic !== null && !/^[^.&]{1,50}$/u.test(topic)) throw invalid('Param topic_tag must be 1 to 50 characters long, without periods and ampersands')
  const alt = readText(fields.alt_text)
  if (alt !== null && [...alt].length > 1_000) throw invalid('Param alt_text must be at most 1000 characters long.')
  const parentId = readText(fields.reply_to_id) || null
  if (parentId !== null && !world.ledger.find({ network: 'threads', id: parentId })) throw invalid('Param reply_to_id must be a valid post id')
  const { media, readyAtMs } = readMedia({ exchange, containers, fields, mediaType, alt })
  return {
    id: String(17_800_000_000_000_000n + BigInt(world.nextNumber())),
    account,
    mediaType,
    text,
    media,
    parentId,
    isCarouselItem: readFlag(fields.is_carousel_item),
    readyAtMs: Math.max(readyAtMs, world.nowMs() + processingMs),
    problem: mediaType === 'VIDEO' && exchange.isMediaUnreachable ? 'FAILED_DOWNLOADING_VIDEO' : null,
    publishedId: null,
    createdAtMs: world.nowMs(),
  }
}

function readMedia({
  exchange,
  containers,
  fields,
  mediaType,
  alt,
}: {
  exchange: Exchange
  containers: Containers
  fields: Readonly<Record<string, unknown>>
  mediaType: string
  alt: string | null
}): { media: PublishedMedia[]; readyAtMs: number } {
  if (mediaType === 'TEXT') return { media: [], readyAtMs: 0 }
  if (mediaType === 'CAROUSEL') {
    const ids = typeof fields.children === 'string' ? fields.children.split(',') : readList(fields.children).map(String)
    if (ids.length < 2 || ids.length > 20) throw invalid('Param children must have between 2 and 20 items')
    const children = ids.map((id) => {
      const child = containers.get(id.trim())
      if (child?.account !== exchange.account || !child.isCarouselItem) throw invalid(`Param children has ${id}, which is no carousel item`)
      return child
    })
    return { media: children.flatMap((child) => child.media), readyAtMs: Math.max(...children.map((child) => child.readyAtMs)) }
  }
  const name = mediaType === 'IMAGE' ? 'image_url' : 'video_url'
  const url = readText(fields[name]) ?? ''
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) throw invalid(`Param ${name} must be a valid URL`)
  if (mediaType === 'IMAGE' && exchange.isMediaUnreachable) {
    throw refuseThreads({
      code: 9_004,
      subcode: 2_207_052,
      message: 'Only photo or video can be accepted as media type.',
      type: 'OAuthException',
      title: 'Media download has failed',
      hint: 'The media could not be fetched from this URI.',
    })
  }
  return { media: [showLinkedMedia({ url, alt, mimeType: mediaType === 'IMAGE' ? 'image/*' : 'video/*' })], readyAtMs: 0 }
}

export function statusOf({ container, nowMs }: { container: Container; nowMs: number }): 'PUBLISHED' | 'ERROR' | 'EXPIRED' | 'IN_PROGRESS' | 'FINISHED' {
  if (container.publishedId !== null) return 'PUBLISHED'
  if (container.readyAtMs > nowMs) return 'IN_PROGRESS'
  if (container.problem !== null) return 'ERROR'
  return container.createdAtMs + lifeMs < nowMs ? 'EXPIRED' : 'FINISHED'
}
