import type { Finding } from '../finding.ts'
import type { Limits } from '../limits.ts'
import type { SourceMedia } from '../source-post.ts'
import { judgeFile } from './judge-file.ts'
import { say, sayCount } from './say.ts'

type Input = { mediaKeys: readonly string[]; media: ReadonlyMap<string, SourceMedia>; field: string; limits: Limits; isFirst: boolean; isOptimized: boolean }

/** What a network would refuse or change of the media of one part. Media that aren't known are only counted. */
export function judgeMedia({ mediaKeys, media, field, limits, isFirst, isOptimized }: Input): Finding[] {
  const { displayName } = limits
  const { max, isRequired, isMixed, images, videos } = limits.media
  const known = mediaKeys.flatMap((key) => media.get(key) ?? [])
  const count = (kind: SourceMedia['kind']) => known.filter((file) => file.kind === kind).length
  const findings: Finding[] = []
  const refuse = (rule: Finding['rule'], limit: number | null, actual: number, remedy: string) =>
    findings.push({ rule, severity: 'error', field, limit, actual, remedy })

  const tooMany = ({ most, actual, one, many }: { most: number; actual: number; one: string; many: string }) => {
    if (actual <= most) return
    const takes = most === 0 ? `no ${many}` : sayCount({ count: most, one, many })
    refuse('too_many_media', most, actual, `${displayName} takes ${takes} in a post and this has ${say(actual)}; leave out ${say(actual - most)}.`)
  }
  tooMany({ most: max, actual: mediaKeys.length, one: 'media file', many: 'media files' })
  if (max > 0 && images) tooMany({ most: images.max, actual: count('image'), one: 'image', many: 'images' })
  if (max > 0 && videos) tooMany({ most: videos.max, actual: count('video'), one: 'video', many: 'videos' })
  if (isFirst && isRequired && mediaKeys.length === 0) refuse('media_required', 1, 0, `${displayName} takes no post without an image or a video; add one.`)
  if (!isMixed && count('image') > 0 && count('video') > 0) {
    refuse('media_mixed', null, known.length, `${displayName} takes images or videos in a post, not both; leave out the ones or the others.`)
  }
  if (max === 0) return findings
  const files = mediaKeys.flatMap((key, index) => {
    const file = media.get(key)
    return file ? judgeFile({ file, field: `${field}[${index}]`, limits, isOptimized }) : []
  })
  return [...findings, ...files]
}
