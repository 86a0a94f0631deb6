const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** What a person takes for characters. */
export const countGraphemes = (text: string): number => [...segmenter.segment(text)].length
