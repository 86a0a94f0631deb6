/** The word most like a mistyped one; undefined where none is near. */
export function nearest({ word, among }: { word: string; among: readonly string[] }): string | undefined {
  const [best] = among.map((other) => ({ other, steps: distance(word, other) })).sort((one, two) => one.steps - two.steps)
  return best && best.steps <= Math.max(1, Math.floor(word.length / 3)) ? best.other : undefined
}

function distance(one: string, two: string): number {
  let row = Array.from({ length: two.length + 1 }, (_, index) => index)
  for (let i = 1; i <= one.length; i++) {
    const next = [i]
    for (let j = 1; j <= two.length; j++) {
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (one[i - 1] === two[j - 1] ? 0 : 1)))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
