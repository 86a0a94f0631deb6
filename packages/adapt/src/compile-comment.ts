import { compileText } from './compile-text.ts'
import type { Compiled } from './compiled.ts'
import type { Finding } from './finding.ts'
import type { Limits } from './limits.ts'

type Input = { text: string | null; isOwn: boolean; limits: Limits; isOptimized: boolean }

/** The first comment. Where the network has none, it is left out with a warning, since a channel may have other networks; one that was written for this network is refused. */
export function compileComment({ text, isOwn, limits, isOptimized }: Input): { comment: Compiled['comment']; findings: Finding[] } {
  const { network, displayName } = limits
  const field = isOwn ? `overrides.${network}.firstComment` : 'firstComment'
  if (text === null || text.trim() === '') return { comment: null, findings: [] }
  if (limits.comment === null) {
    const remedy = `${displayName} has no first comments; ${isOwn ? 'leave it out' : 'this one is left out there'}.`
    const finding = { rule: 'comment_not_supported', severity: isOwn ? 'error' : 'warning', field, limit: 0, actual: null, remedy } as const
    return { comment: null, findings: [finding] }
  }
  const shared = { text, field, limits: limits.comment, displayName, isOptimized, advice: '' }
  const { parts, findings } = compileText({ ...shared, isSplittable: false, rule: 'comment_too_long' })
  const [part] = parts
  return { comment: part ? { ...part, mediaKeys: [] } : null, findings }
}
