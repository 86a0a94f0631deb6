import type { TextLimits } from '../limits.ts'
import type { Measure } from './measure-text.ts'

export function fits({ measure, limits }: { measure: Measure; limits: TextLimits }): boolean {
  return measure.used <= (limits.max ?? Infinity) && measure.bytes <= (limits.maxBytes ?? Infinity)
}
