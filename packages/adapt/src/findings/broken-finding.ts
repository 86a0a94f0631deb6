import type { Finding } from '../finding.ts'
import type { Broken } from '../text/to-atoms.ts'

/** Says that something had to be split that never should: a link no longer works then, a character only looks odd. */
export function brokenFinding({ broken, field, displayName, limit }: { broken: Broken; field: string; displayName: string; limit: number | null }): Finding {
  const shared = { field, limit, actual: null }
  if (broken !== 'character') {
    return {
      ...shared,
      rule: `${broken}_too_long`,
      severity: 'error',
      remedy: `One ${broken} is by itself longer than ${displayName} takes in a post; shorten or remove it.`,
    }
  }
  const remedy = `One character, with the marks on it, is by itself longer than ${displayName} takes in a post; it is split between parts.`
  return { ...shared, rule: 'character_split', severity: 'warning', remedy }
}
