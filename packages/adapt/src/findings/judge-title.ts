import type { Finding } from '../finding.ts'
import type { Limits } from '../limits.ts'
import { say, sayCount } from './say.ts'

/** A title is never cut: the network would refuse the post, so its author must say what to leave out. */
export function judgeTitle({ title, isOwn, limits }: { title: string | null; isOwn: boolean; limits: Limits }): Finding[] {
  const { network, displayName, title: allowed } = limits
  const field = isOwn ? `overrides.${network}.title` : 'title'
  if (!allowed) {
    if (!isOwn || title === null) return []
    return [
      { rule: 'title_not_supported', severity: 'warning', field, limit: 0, actual: null, remedy: `${displayName} has no titles; this one is left out there.` },
    ]
  }
  const actual = Array.from(title?.trim() ?? '').length
  if (actual === 0) {
    return allowed.isRequired
      ? [{ rule: 'title_missing', severity: 'error', field, limit: 1, actual, remedy: `${displayName} takes no post without a title; add one.` }]
      : []
  }
  const length = Array.from(title ?? '').length
  if (length <= allowed.max) return []
  const remedy = `${displayName} takes ${sayCount({ count: allowed.max, one: 'character' })} in a title and this has ${say(length)}; shorten it by ${say(length - allowed.max)}.`
  return [{ rule: 'title_too_long', severity: 'error', field, limit: allowed.max, actual: length, remedy }]
}
