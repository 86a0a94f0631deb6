import { UsageError } from '../command/usage-error.ts'
import type { Terminal } from '../output/terminal.ts'

const rfc3339 = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?([Zz]|[+-]\d{2}:\d{2})$/

/** An instant from RFC 3339 or from words such as "tomorrow 9am", which mean local time; told in both zones where it was words. */
export async function readTime({ text, flag, terminal, now = new Date() }: { text: string; flag: string; terminal: Terminal; now?: Date }): Promise<string> {
  if (rfc3339.test(text.trim())) return toInstant({ text, flag })
  const { parse } = await import('chrono-node')
  const [found, ...more] = parse(text, now, { forwardDate: true })
  if (!found || more.length > 0 || found.text.trim().length < text.trim().length) {
    throw new UsageError(
      `${flag} ${JSON.stringify(text)} is not a time. Write "tomorrow 9am", "next friday at 14:30", "in 2 hours" or 2026-12-25T10:00:00+01:00.`,
    )
  }
  if (!found.start.isCertain('hour')) throw new UsageError(`${flag} ${JSON.stringify(text)} names no hour. Add one, such as "${text.trim()} 9am".`)
  const at = found.start.date()
  terminal.tell(terminal.styleTold('dim', describeInstant(at)))
  return at.toISOString()
}

/** The instant where one is, and in UTC. */
export function describeInstant(at: Date): string {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const inZone = (timeZone: string) => new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'long', timeZone }).format(at)
  return `${inZone(zone)} (${zone}) = ${at.toISOString()} (UTC)`
}

function toInstant({ text, flag }: { text: string; flag: string }): string {
  const at = new Date(text.trim())
  if (Number.isNaN(at.getTime())) throw new UsageError(`${flag} ${JSON.stringify(text)} names a day or hour that does not exist.`)
  return at.toISOString()
}
