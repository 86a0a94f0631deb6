const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/

/** A value as one line of text. Times are told in local time to people, and as they are to programs. */
export function toCell({ value, isLocal }: { value: unknown; isLocal: boolean }): string {
  if (value === null || value === undefined) return isLocal ? '-' : ''
  if (typeof value === 'string') return isLocal && instant.test(value) ? toLocal(value) : oneLine(value)
  if (Array.isArray(value)) return oneLine(value.every((item) => typeof item !== 'object') ? value.join(', ') : JSON.stringify(value))
  if (typeof value === 'object' && 'code' in value && 'message' in value) return oneLine(`${String(value.code)}: ${String(value.message)}`)
  return typeof value === 'object' ? oneLine(JSON.stringify(value)) : String(value)
}

function toLocal(text: string): string {
  const at = new Date(text)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`
}

/** Texts are other people's: what would steer a terminal is left out. */
export const oneLine = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a terminal.
    .replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '')
    .trim()
