import type { Finding } from '../finding.ts'
import type { TextLimits } from '../limits.ts'
import type { Measure } from '../text/measure-text.ts'
import { sayCount } from './say.ts'

type Input = { measure: Measure; limits: TextLimits; rule: 'text_too_long' | 'comment_too_long'; field: string; displayName: string; advice: string }

/** Says how far a text is over its limits; nothing where it fits. */
export function judgeLength({ measure, limits, rule, field, displayName, advice }: Input): Finding[] {
  const noun = rule === 'comment_too_long' ? 'a first comment' : 'a post'
  const over = (limit: number, actual: number, one: string): Finding => ({
    rule,
    severity: 'error',
    field,
    limit,
    actual,
    remedy: `${displayName} takes ${sayCount({ count: limit, one })} in ${noun} and this has ${sayCount({ count: actual, one })}; shorten it by ${sayCount({ count: actual - limit, one })}${advice}.`,
  })
  if (limits.max !== null && measure.used > limits.max) return [over(limits.max, measure.used, limits.unit === 'utf8-bytes' ? 'byte' : 'character')]
  if (limits.maxBytes !== null && measure.bytes > limits.maxBytes) return [over(limits.maxBytes, measure.bytes, 'byte')]
  return []
}
