import type { Finding, Level } from './finding.ts'

const marks: Record<Level, string> = { good: '✓', warning: '!', fault: '✗', skipped: '–' }

export type Report = { isHealthy: boolean; faults: number; warnings: number; findings: readonly Finding[] }

export function toReport(findings: readonly Finding[]): Report {
  const count = (level: Level) => findings.filter((finding) => finding.level === level).length
  return { isHealthy: count('fault') === 0, faults: count('fault'), warnings: count('warning'), findings }
}

/** For people: a line a finding, and below it what to do. */
export function printed({ findings, faults, warnings }: Report): string {
  const lines = findings.map(({ check, level, message, remedy }) => `${marks[level]} ${check}: ${message}${remedy === null ? '' : `\n    → ${remedy}`}`)
  const count = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`
  const verdict = faults + warnings === 0 ? 'All is well.' : `${count(faults, 'fault')}, ${count(warnings, 'warning')}.`
  return `${lines.join('\n')}\n\n${verdict}`
}
