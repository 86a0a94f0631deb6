import { invalid } from '../domain-error.ts'

/** Throws unless the runtime's time zone data know the name. */
export function requireTimezone(name: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    if (/^[+-]/.test(name)) throw new RangeError('an offset')
  } catch {
    throw invalid({ field: 'timezone', message: 'must be an IANA time zone, such as Europe/Berlin or UTC' })
  }
}

export function requireName(name: string): void {
  if (name.trim() === '') throw invalid({ field: 'name', message: 'must not be blank' })
}
