import type { TextLimits } from '../limits.ts'
import type { Entity } from './entity.ts'
import { fits } from './fits.ts'
import { graphemeOffsets } from './graphemes.ts'
import { measureText, type Measure } from './measure-text.ts'

/** A piece that is only split when it is too long for a part by itself: then into smaller ones, and `broken` says what it was. */
export type Broken = 'link' | 'tag' | 'mention' | 'character'

/** A text in the pieces that a split must keep whole. `offsets` has the text's end as its last; `isInside[i]`: piece `i` continues a broken character. */
export type Atoms = { offsets: number[]; measures: Measure[]; isInside: boolean[]; broken: Broken[] }

const named = { link: 'link', tag: 'tag', mention: 'mention', account: 'mention', email: 'link', urn: 'mention' } as const

export function toAtoms({ text, entities, limits }: { text: string; entities: readonly Entity[]; limits: TextLimits }): Atoms {
  const graphemes = graphemeOffsets(text)
  const atoms: Atoms = { offsets: [], measures: [], isInside: [], broken: [] }
  const seen = new Map<string, Measure>()
  const measurePiece = (piece: string) => {
    const measure = seen.get(piece) ?? measureText({ text: piece, limits, entities: [] })
    seen.set(piece, measure)
    return measure
  }
  let next = 0
  for (let index = 0; index < graphemes.length - 1; ) {
    const start = at(graphemes, index)
    let last = index + 1
    const own: Entity[] = []
    for (let entity = entities[next]; entity && entity.start < at(graphemes, last); entity = entities[next]) {
      while (at(graphemes, last) < entity.end) last += 1
      own.push({ ...entity, start: entity.start - start, end: entity.end - start })
      next += 1
    }
    const typed = text.slice(start, at(graphemes, last))
    const measure = own.length === 0 ? measurePiece(typed) : measureText({ text: typed, limits, entities: own })
    const [first] = own
    if (!first || fits({ measure, limits })) push({ atoms, start, measure, text, end: at(graphemes, last), limits })
    else {
      atoms.broken.push(named[first.kind])
      for (let inner = index; inner < last; inner += 1) {
        const [from, to] = [at(graphemes, inner), at(graphemes, inner + 1)]
        push({ atoms, start: from, measure: measurePiece(text.slice(from, to)), text, end: to, limits })
      }
    }
    index = last
  }
  atoms.offsets.push(text.length)
  return atoms
}

type Push = { atoms: Atoms; start: number; end: number; measure: Measure; text: string; limits: TextLimits }

function push({ atoms, start, end, measure, text, limits }: Push): void {
  const points = fits({ measure, limits }) ? [] : Array.from(text.slice(start, end))
  if (points.length < 2) {
    add({ atoms, start, measure, isInside: false })
    return
  }
  atoms.broken.push('character')
  let offset = start
  for (const point of points) {
    add({ atoms, start: offset, measure: measureText({ text: point, limits, entities: [] }), isInside: offset !== start })
    offset += point.length
  }
}

function add({ atoms, start, measure, isInside }: { atoms: Atoms; start: number; measure: Measure; isInside: boolean }): void {
  atoms.offsets.push(start)
  atoms.measures.push(measure)
  atoms.isInside.push(isInside)
}

function at(offsets: readonly number[], index: number): number {
  return offsets[index] ?? Infinity
}
