import { UsageError } from '../../command/usage-error.ts'

/** An instant from RFC 3339, or from a local date and hour. Words such as "tomorrow" would mean another day when the import is repeated. */
export async function toInstant(text: string): Promise<string> {
  const [, date, time, offset] = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s*([Zz]|[+-]\d{2}:?\d{2})?$/.exec(text.trim()) ?? []
  const at = date === undefined ? undefined : new Date(`${date}T${time}${offset?.toUpperCase() ?? ''}`)
  if (!at || Number.isNaN(at.getTime()))
    throw new UsageError(`scheduledFor ${JSON.stringify(text)} is not a time: write 2026-12-25T10:00:00Z, or 2026-12-25 10:00 for local time.`)
  return at.toISOString()
}
