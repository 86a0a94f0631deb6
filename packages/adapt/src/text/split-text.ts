import type { TextLimits } from '../limits.ts'
import type { Entity } from './entity.ts'
import { fits } from './fits.ts'
import { measureText } from './measure-text.ts'
import { rankBreaks, ranks } from './rank-breaks.ts'
import { toAtoms, type Broken } from './to-atoms.ts'

type Split = { texts: string[]; broken: Broken[] }

/**
 * A text in parts that each fit, cut at the end of a sentence, else of a clause, a word, a character. Whitespace at a cut is left out; nothing else
 * is lost. A part that can't fit even as a single code point is returned as it is.
 */
export function splitText({ text, entities, limits }: { text: string; entities: readonly Entity[]; limits: TextLimits }): Split {
  const atoms = toAtoms({ text, entities, limits })
  const { isBlank, rankAt } = rankBreaks({ text, atoms })
  const count = atoms.measures.length
  const used = sums(atoms.measures.map((measure) => measure.used))
  const bytes = sums(atoms.measures.map((measure) => measure.bytes))
  const best = bestBreaks(rankAt)
  const texts: string[] = []

  for (let start = skip(0); start < count; ) {
    let [room, byteRoom] = [limits.max ?? Infinity, limits.maxBytes ?? Infinity]
    for (;;) {
      const reach = Math.min(furthest({ sum: used, start, room }), furthest({ sum: bytes, start, room: byteRoom }))
      const end = chooseEnd({ start, reach: Math.max(reach, start + 1) })
      const part = text.slice(atoms.offsets[start], atoms.offsets[end])
      const measure = measureText({ text: part, limits })
      if (end === start + 1 || fits({ measure, limits })) {
        texts.push(part)
        start = skip(end)
        break
      }
      // A cut through a long word may leave what reads as a link where none was, which may count more: leave that much more room.
      room = Math.min(room / 1.1, room - (measure.used - (limits.max ?? Infinity)))
      byteRoom = Math.min(byteRoom / 1.1, byteRoom - (measure.bytes - (limits.maxBytes ?? Infinity)))
    }
  }
  return { texts, broken: atoms.broken }

  function skip(from: number): number {
    let index = from
    while (index < count && isBlank[index]) index += 1
    return index
  }

  function chooseEnd({ start, reach }: { start: number; reach: number }): number {
    if (skip(reach) === count) return trimmed(reach)
    for (let rank: number = ranks.sentence; rank > ranks.insideCharacter; rank -= 1) {
      const end = best[rank]?.[reach] ?? 0
      if (end > start) return end
    }
    return reach
  }

  function trimmed(reach: number): number {
    let end = reach
    while (isBlank[end - 1]) end -= 1
    return end
  }
}

function sums(values: readonly number[]): Float64Array {
  const total = new Float64Array(values.length + 1)
  values.forEach((value, index) => {
    total[index + 1] = (total[index] ?? 0) + value
  })
  return total
}

/** For each rank and place, the last place up to there with a break of that rank or better. */
function bestBreaks(rankAt: Uint8Array): Int32Array[] {
  return Object.values(ranks).map((rank) => {
    const last = new Int32Array(rankAt.length)
    for (let index = 1; index < rankAt.length; index += 1) last[index] = (rankAt[index] ?? 0) >= rank ? index : (last[index - 1] ?? 0)
    return last
  })
}

/** The last index whose sum is within `room` of the sum at `start`. */
function furthest({ sum, start, room }: { sum: Float64Array; start: number; room: number }): number {
  const most = (sum[start] ?? 0) + room
  let [low, high] = [start, sum.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((sum[middle] ?? 0) <= most) low = middle
    else high = middle - 1
  }
  return low
}
