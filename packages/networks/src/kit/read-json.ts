export type Json = Readonly<Record<string, unknown>>

/** An object of a network's answer; anything else is an empty one. */
export const readObject = (value: unknown): Json =>
  // What is an object and no list has properties by name.
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}

/** A text that is not empty; NUL, which PostgreSQL keeps in no text, is left out. */
export const readText = (value: unknown): string | null => (typeof value === 'string' && value.replaceAll('\0', '')) || null

export const readNumber = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null)
