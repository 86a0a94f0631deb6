import type { Atoms } from './to-atoms.ts'

/** How good a place is to end a part: the higher, the better. */
export const ranks = { insideCharacter: 0, character: 1, wordOfScript: 2, word: 3, clause: 4, sentence: 5 } as const

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' })
const words = new Intl.Segmenter('en', { granularity: 'word' })
const blank = /^\s+$/u
const clauseEnd = /[,;:،؛，；：、–—][)\]}"'”’»」』）]*$/u
// These need no space after them.
const wideClauseEnd = /[，；：、][」』）]*$/u
const abbreviation = /(?:^|[\s(])(?:Dr|Mr|Mrs|Ms|Prof|St|vs|e\.g|i\.e|z\.B|bzw)\.\s*$/u

/** Whether each atom is whitespace, and the rank of a break before it (the last: at the text's end). */
export function rankBreaks({ text, atoms }: { text: string; atoms: Atoms }): { isBlank: boolean[]; rankAt: Uint8Array } {
  const { offsets, isInside } = atoms
  const count = offsets.length - 1
  const piece = (index: number) => text.slice(offsets[index], offsets[index + 1])
  const isBlank = Array.from({ length: count }, (_, index) => blank.test(piece(index)))
  const rankAt = new Uint8Array(count + 1).fill(ranks.character)
  const indexAt = new Map(offsets.map((offset, index) => [offset, index]))
  // Where the words before a break end: a part doesn't carry the whitespace that follows it.
  const contentEnd = new Int32Array(count + 1)
  for (let index = 1; index <= count; index += 1) contentEnd[index] = isBlank[index - 1] ? (contentEnd[index - 1] ?? 0) : index
  const raise = (index: number, rank: number) => {
    const end = contentEnd[index] ?? 0
    rankAt[end] = Math.max(rankAt[end] ?? 0, rank)
  }

  for (let index = 0; index < count; index += 1) {
    if (isInside[index]) rankAt[index] = ranks.insideCharacter
    const before = index === 0 ? '' : text.slice(Math.max(0, (offsets[index] ?? 0) - 4), offsets[index])
    if (isBlank[index]) raise(index, clauseEnd.test(before) ? ranks.clause : ranks.word)
    else if (wideClauseEnd.test(before)) raise(index, ranks.clause)
  }
  for (const { index: offset, isWordLike } of words.segment(text)) {
    const index = indexAt.get(offset)
    if (isWordLike && index !== undefined && !isInside[index]) raise(index, ranks.wordOfScript)
  }
  for (const { index: offset } of sentences.segment(text)) {
    const index = indexAt.get(offset)
    if (index !== undefined && !isInside[index] && !abbreviation.test(text.slice(Math.max(0, offset - 12), offset))) raise(index, ranks.sentence)
  }
  return { isBlank, rankAt }
}
