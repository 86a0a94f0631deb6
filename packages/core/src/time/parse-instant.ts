import { invalid } from '../domain-error.ts'

const rfc3339 = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/

/** Reads RFC 3339 with any offset; with `allowUnixMs` also Unix milliseconds, as filters take them. */
export function parseInstant({ text, field, allowUnixMs = false }: { text: string; field: string; allowUnixMs?: boolean }): Date {
  const isUnix = allowUnixMs && /^-?\d{1,15}$/.test(text)
  const instant = isUnix ? new Date(Number(text)) : rfc3339.test(text) ? new Date(text.replace(/:60(?=[.Zz+-])/, ':59')) : new Date(Number.NaN)
  const year = instant.getUTCFullYear()
  if (Number.isNaN(instant.getTime()) || year < 1 || year > 9999) {
    const forms = allowUnixMs
      ? 'an RFC 3339 time such as 2026-12-25T10:00:00Z, or Unix milliseconds'
      : 'an RFC 3339 time with an offset, such as 2026-12-25T10:00:00Z'
    throw invalid({ field, message: `must be ${forms}` })
  }
  return instant
}
