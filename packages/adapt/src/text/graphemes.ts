const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })
// A carriage return may join the line feed after it; no other ASCII joins anything.
const simple = /^(?:(?!\r)\p{ASCII})*$/u

/** The UTF-16 offsets at which what a reader sees as characters begin, and the text's end. */
export function graphemeOffsets(text: string): number[] {
  if (simple.test(text)) return Array.from({ length: text.length + 1 }, (_, index) => index)
  const offsets: number[] = []
  for (const { index } of segmenter.segment(text)) offsets.push(index)
  offsets.push(text.length)
  return offsets
}
