import { invalid } from '@flow/core'

const mostLevels = 32

/** Refuses by name what PostgreSQL would not keep as it came: NUL, and halves of surrogate pairs; and what is nested without end. */
export function refuseBrokenText({ value, field = '', depth = 0 }: { value: unknown; field?: string; depth?: number }): void {
  if (depth > mostLevels) throw invalid({ field: 'body', message: `must not be nested deeper than ${mostLevels} levels` })
  if (typeof value === 'string') judge({ text: value, field: field || 'body' })
  if (typeof value !== 'object' || value === null) return
  for (const [name, each] of Object.entries(value)) {
    judge({ text: name, field: field || 'body' })
    refuseBrokenText({ value: each, field: Array.isArray(value) ? `${field}[${name}]` : field ? `${field}.${name}` : name, depth: depth + 1 })
  }
}

function judge({ text, field }: { text: string; field: string }): void {
  if (text.includes('\0')) throw invalid({ field, message: 'must not hold the character NUL' })
  if (!text.isWellFormed()) throw invalid({ field, message: 'must be whole Unicode: it holds half of a surrogate pair, such as an emoji that was cut in two' })
}
