import type { Drift } from './drift.ts'

/** Both are sorted lines, so a changed thing shows as one line gone and one come. */
export function compareCatalogs({ expected, actual }: { expected: string; actual: string }): Drift {
  const before = linesOf(expected)
  const after = linesOf(actual)
  const gone = [...before].filter((line) => !after.has(line)).map((line) => `- ${line}`)
  const come = [...after].filter((line) => !before.has(line)).map((line) => `+ ${line}`)
  if (gone.length === 0 && come.length === 0) return { isClean: true }
  const lines = [...gone, ...come].sort((one, other) => (one.slice(2) < other.slice(2) ? -1 : 1))
  return { isClean: false, explanation: lines.join('\n') }
}

const linesOf = (text: string): Set<string> => new Set(text.split('\n').filter((line) => line !== ''))
