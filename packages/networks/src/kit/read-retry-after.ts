/** The pause in a Retry-After header, in milliseconds; it names seconds or a date. `null`: there is none. */
export function readRetryAfter({ headers, now = Date.now() }: { headers: Headers; now?: number }): number | null {
  const value = headers.get('retry-after')?.trim()
  if (!value) return null
  const seconds = Number(value)
  if (Number.isFinite(seconds)) return Math.max(0, Math.ceil(seconds * 1_000))
  const date = Date.parse(value)
  return Number.isNaN(date) ? null : Math.max(0, date - now)
}
