const two = (value: number) => String(value).padStart(2, '0')

/** An instant in the form of a date-and-time field, in the browser's zone, to the minute. */
export function toLocalInput(instant: number): string {
  const date = new Date(instant)
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`
}

/** The instant that a date-and-time field means in the browser's zone; null while it is not whole. */
export function fromLocalInput(text: string): number | null {
  if (!/^\d{4,6}-\d\d-\d\dT\d\d:\d\d/.test(text)) return null
  const instant = new Date(text).getTime()
  return Number.isNaN(instant) ? null : instant
}

export type QuickTime = { label: string; instant: number }

/** Times that people often mean, in the browser's zone. */
export function quickTimes(now: number): QuickTime[] {
  const at = ({ days, hour }: { days: number; hour: number }) => {
    const date = new Date(now)
    date.setDate(date.getDate() + days)
    return date.setHours(hour, 0, 0, 0)
  }
  const hour = 3_600_000
  const minute = 60_000
  const evening = at({ days: 0, hour: 18 })
  const daysToMonday = (8 - new Date(now).getDay()) % 7 || 7
  return [
    { label: 'In 1 hour', instant: Math.ceil((now + hour) / minute) * minute },
    ...(evening - now > hour ? [{ label: 'This evening', instant: evening }] : []),
    { label: 'Tomorrow morning', instant: at({ days: 1, hour: 9 }) },
    ...(daysToMonday > 1 ? [{ label: 'Monday morning', instant: at({ days: daysToMonday, hour: 9 }) }] : []),
  ]
}
