import type { Finding } from '../finding.ts'
import type { ImageLimits } from '../limits.ts'
import type { SourceMedia } from '../source-post.ts'
import { say } from './say.ts'

type Input = { file: SourceMedia; field: string; images: ImageLimits; displayName: string; isOptimized: boolean }

/** Holds an image's width, height, pixels and ratio against a network's limits. Scaling mends all but the ratio, which only cropping would. */
export function judgeImageSize({ file: { width, height }, field, images, displayName, isOptimized }: Input): Finding[] {
  if (width === null || height === null || height === 0) return []
  const { maxWidth, maxHeight, maxPixels, minRatio, maxRatio } = images
  const findings: Finding[] = []
  const bound = (most: number | null, actual: number, noun: string) => {
    if (most === null || actual <= most) return
    const has = `${displayName} takes images of at most ${say(most)} ${noun} and this has ${say(actual)}`
    const remedy = `${has}; ${isOptimized ? 'it will be re-encoded' : 'scale it down'}.`
    findings.push({ rule: 'image_dimensions', severity: isOptimized ? 'warning' : 'error', field, limit: most, actual, remedy })
  }
  bound(maxWidth, width, 'pixels of width')
  bound(maxHeight, height, 'pixels of height')
  bound(maxPixels, width * height, 'pixels in all')
  const ratio = width / height
  if ((minRatio !== null && ratio < minRatio) || (maxRatio !== null && ratio > maxRatio)) {
    const least = minRatio === null ? '' : ` from ${say(minRatio)}`
    const most = maxRatio === null ? '' : ` up to ${say(maxRatio)}`
    const remedy = `${displayName} takes images whose width is${least}${most} times their height and this one's is ${say(ratio)}; crop it.`
    // Findings carry whole numbers alone: the ratios stand in the remedy.
    findings.push({ rule: 'image_dimensions', severity: 'error', field, limit: null, actual: null, remedy })
  }
  return findings
}
