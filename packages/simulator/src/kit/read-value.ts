/** Readers of values whose shape nobody promised. */
export const readText = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** A number, or text of one, as forms send it. */
export const readNumber = (value: unknown): number | null => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : null
}

export const readFlag = (value: unknown): boolean => value === true || value === 'true' || value === '1' || value === 1

export const readObject = (value: unknown): Readonly<Record<string, unknown>> =>
  // An object that is no array has keys of text, whatever they hold.
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}

export const readList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** A value that forms send as JSON within a field. */
export const readJson = (value: unknown): unknown => {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  } catch {
    return undefined
  }
}
