const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

/** From when on a unit is used: "in 47 hours" says more than "in 1 day". */
const steps: { unit: Intl.RelativeTimeFormatUnit; sizeMs: number; fromMs: number }[] = [
  { unit: 'year', sizeMs: 365 * day, fromMs: 2 * 365 * day },
  { unit: 'month', sizeMs: 30 * day, fromMs: 60 * day },
  { unit: 'day', sizeMs: day, fromMs: 2 * day },
  { unit: 'hour', sizeMs: hour, fromMs: 2 * hour },
  { unit: 'minute', sizeMs: minute, fromMs: minute },
  { unit: 'second', sizeMs: second, fromMs: 5 * second },
]

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always' })

/** How far off, in words: "in 3 hours", "2 minutes ago", "now". */
export function formatRelative({ instant, now }: { instant: number; now: number }): string {
  const distance = instant - now
  const found = steps.find(({ fromMs }) => Math.abs(distance) >= fromMs)
  if (!found) return distance > 0 ? 'in a moment' : 'just now'
  return relative.format(Math.round(distance / found.sizeMs), found.unit)
}

/** Words are English, so dates are too; the person's own kind of English where the browser names one. */
const englishOf = (languages: readonly string[]) => languages.find((language) => language.startsWith('en')) ?? 'en-GB'

/** A whole time: "Thu 24 Dec 2026, 10:00"; the year only where it is not this one. */
export function formatAbsolute({ instant, now, timeZone }: { instant: number; now: number; timeZone?: string | undefined }): string {
  const isThisYear = new Date(instant).getFullYear() === new Date(now).getFullYear()
  return new Intl.DateTimeFormat(englishOf(navigator.languages), {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(isThisYear ? {} : { year: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
    ...(timeZone ? { timeZone } : {}),
  }).format(instant)
}

/** An instant to the second, for logs. */
export const formatToSecond = (instant: number) =>
  new Intl.DateTimeFormat(englishOf(navigator.languages), { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(
    instant,
  )

export const formatDate = (instant: number) => new Intl.DateTimeFormat(englishOf(navigator.languages), { dateStyle: 'medium' }).format(instant)

/** The browser's zone as people know it: "Europe/Berlin (GMT+1)". */
export function describeZone(instant: number): string {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
  const offset = new Intl.DateTimeFormat('en', { timeZoneName: 'shortOffset' }).formatToParts(instant).find((part) => part.type === 'timeZoneName')?.value
  return offset && offset !== timeZone ? `${timeZone} (${offset})` : timeZone
}
