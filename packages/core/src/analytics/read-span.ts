import type { Context } from '../context.ts'
import { invalid } from '../domain-error.ts'
import { parseInstant } from '../time/parse-instant.ts'

const dayMs = 86_400_000
const mostDays = 366

export type Span = { from: Date; to: Date }

/** Reads `from` and `to`; the last 30 days where they are left out. */
export function readSpan({ ctx, from, to }: { ctx: Context; from: string | undefined; to: string | undefined }): Span {
  const end = to === undefined ? ctx.clock.now() : parseInstant({ text: to, field: 'to', allowUnixMs: true })
  const start = from === undefined ? new Date(end.getTime() - 30 * dayMs) : parseInstant({ text: from, field: 'from', allowUnixMs: true })
  if (start >= end) throw invalid({ field: 'from', message: 'must be before to' })
  if (end.getTime() - start.getTime() > mostDays * dayMs) throw invalid({ field: 'from', message: `must be at most ${mostDays} days before to` })
  return { from: start, to: end }
}
