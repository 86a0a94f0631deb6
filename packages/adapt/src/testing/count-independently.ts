import type { TextLimits } from '../limits.ts'

// Written apart from the code under test and by other means, so that one mistake is not in both.
const clusters = (text: string) => Array.from(new Intl.Segmenter('de', { granularity: 'grapheme' }).segment(text), ({ segment }) => segment)

/** What an outgoing text is, counted as the network counts it. `urls` are all URLs that may stand in it. */
export function countIndependently({ written, limits, urls }: { written: string; limits: TextLimits; urls: readonly string[] }): number {
  let text = limits.markup === 'html' ? readHtml(written) : written
  if (limits.urlLength !== null) for (const url of urls) text = text.replaceAll(url, 'x'.repeat(limits.urlLength))
  if (limits.mentions === 'local-part') text = text.replaceAll('@ann@social.example.org', '@ann')
  switch (limits.unit) {
    case 'utf16-units':
      return text.split('').length
    case 'utf8-bytes':
      return Buffer.byteLength(text)
    case 'graphemes':
      return clusters(text).length
    case 'code-points':
      return Buffer.from(text, 'utf16le').length / 2 - (text.match(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g)?.length ?? 0)
    case 'emoji-as-bytes':
      return total(clusters(text).map((cluster) => (/\p{Emoji_Presentation}/u.test(cluster) ? Buffer.byteLength(cluster) : [...cluster].length)))
    case 'x-weighted':
      return total(clusters(text.normalize('NFC')).map((cluster) => weighCluster([...cluster])))
  }
}

/** An outgoing text as readers see it. */
export function readMarkup({ written, markup }: { written: string; markup: TextLimits['markup'] }): string {
  if (markup === 'linkedin') return written.replace(/\\(.)/gs, '$1')
  return markup === 'plain' ? written : readHtml(written)
}

function readHtml(written: string): string {
  return written.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}

// In code points: a flag of a region, or a family of four with tones.
const longestEmoji = 16

/** An emoji, as long as one can be found at the start, weighs 2; then what is left. */
function weighCluster(characters: readonly string[]): number {
  const [first] = characters
  if (first === undefined) return 0
  for (let length = Math.min(characters.length, longestEmoji); length > 0; length -= 1) {
    if (/^\p{RGI_Emoji}$/v.test(characters.slice(0, length).join(''))) return 2 + weighCluster(characters.slice(length))
  }
  return xWeight(first) + weighCluster(characters.slice(1))
}

function xWeight(character: string): number {
  const point = character.codePointAt(0) ?? 0
  const light = [0x0, 0x10ff, 0x2000, 0x200d, 0x2010, 0x201f, 0x2032, 0x2037]
  return light.some((start, index) => index % 2 === 0 && point >= start && point <= (light[index + 1] ?? 0)) ? 1 : 2
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}
