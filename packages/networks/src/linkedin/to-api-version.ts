import type { Capabilities } from '../port/capabilities.ts'

/**
 * A version as LinkedIn names it, by year and month, and the first day on which it may be gone: it is served for a year from its month.
 * https://learn.microsoft.com/linkedin/marketing/versioning, 2026-07
 */
export function toApiVersion(name: string): NonNullable<Capabilities['apiVersion']> {
  const [, year, month] = /^(\d{4})(\d\d)$/.exec(name) ?? []
  return { name, sunsetOn: year === undefined ? null : `${Number(year) + 1}-${month}-01` }
}
