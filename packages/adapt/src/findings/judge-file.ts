import type { Finding } from '../finding.ts'
import type { Limits } from '../limits.ts'
import type { SourceMedia } from '../source-post.ts'
import { judgeImageSize } from './judge-image-size.ts'
import { say, sayCount } from './say.ts'

type Input = { file: SourceMedia; field: string; limits: Limits; isOptimized: boolean }

/** What a network would refuse of one file. Of an image, what re-encoding mends is a warning where the post is optimized. */
export function judgeFile({ file, field, limits: { displayName, media }, isOptimized }: Input): Finding[] {
  const allowed = file.kind === 'image' ? media.images : media.videos
  if (!allowed) {
    const remedy = `${displayName} takes no ${file.kind}s; leave it out.`
    return [{ rule: 'media_type', severity: 'error', field, limit: null, actual: null, remedy }]
  }
  const isMended = isOptimized && file.kind === 'image'
  const severity = isMended ? 'warning' : 'error'
  const findings: Finding[] = []
  if (!allowed.types.includes(file.contentType)) {
    const has = `${displayName} takes ${file.kind}s of type ${allowed.types.join(', ')} and this is ${file.contentType}`
    findings.push({ rule: 'media_type', severity, field, limit: null, actual: null, remedy: `${has}; ${isMended ? 'it will be re-encoded' : 'convert it'}.` })
  }
  if (allowed.maxBytes !== null && file.byteSize > allowed.maxBytes) {
    const has = `${displayName} takes ${file.kind}s of ${sayCount({ count: allowed.maxBytes, one: 'byte' })} and this has ${say(file.byteSize)}`
    const remedy = `${has}; ${isMended ? 'it will be re-encoded' : 'make it smaller'}.`
    findings.push({ rule: 'media_too_large', severity, field, limit: allowed.maxBytes, actual: file.byteSize, remedy })
  }
  if (file.kind === 'image' && media.images) findings.push(...judgeImageSize({ file, field, images: media.images, displayName, isOptimized }))
  const altText = Array.from(file.altText ?? '').length
  if (media.maxAltText !== null && altText > media.maxAltText) {
    const remedy = `${displayName} takes ${sayCount({ count: media.maxAltText, one: 'character' })} of alt text and this has ${say(altText)}; shorten it by ${say(altText - media.maxAltText)}.`
    findings.push({ rule: 'alt_text_too_long', severity: 'error', field, limit: media.maxAltText, actual: altText, remedy })
  }
  return findings
}
