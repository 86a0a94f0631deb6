import type { TextUnit } from '../limits.ts'
import { graphemeOffsets } from './graphemes.ts'
import { utf8Length } from './utf8-length.ts'

const ascii = /^\p{ASCII}*$/u
// Joined sequences that no font draws are counted in bytes too: what we call fitting fits.
const emoji =
  /(?:\p{RI}{1,2}|\p{Extended_Pictographic}|[0-9#*]\uFE0F?\u20E3)(?:\uFE0F|\u20E3|\p{Emoji_Modifier}|\u200D\p{Extended_Pictographic}?|[\u{E0020}-\u{E007F}])*/gu
const drawnEmoji = /\p{RGI_Emoji}/gv
const mayHoldEmoji = /[\u20E3\uFE0F]|\p{Emoji_Presentation}|\p{RI}/u

/** How much a text is in a unit. Escapes and what URLs count as are the caller's matter. */
export function countUnits({ text, unit }: { text: string; unit: TextUnit }): number {
  if (unit === 'utf16-units') return text.length
  if (unit === 'utf8-bytes') return utf8Length(text)
  if (unit === 'graphemes') return graphemeOffsets(text).length - 1
  if (ascii.test(text)) return text.length
  if (unit === 'x-weighted') return weigh(text)
  if (unit === 'emoji-as-bytes') return countEmojiAsBytes(text)
  return countCodePoints(text)
}

function countCodePoints(text: string): number {
  let count = 0
  for (const _ of text) count += 1
  return count
}

// https://developers.facebook.com/documentation/threads/posts, read 2026-11-27: 500 characters, "emojis are counted as the number of UTF-8 bytes".
function countEmojiAsBytes(text: string): number {
  let count = countCodePoints(text)
  for (const [found] of text.matchAll(emoji)) count += utf8Length(found) - countCodePoints(found)
  return count
}

// twitter-text 3.1.0, configuration version 3 (https://github.com/twitter/twitter-text/blob/master/config/v3.json), read 2026-11-27.
function weigh(text: string): number {
  const normalised = text.normalize('NFC')
  let weight = 0
  for (const character of normalised) weight += weightOf(character.codePointAt(0) ?? 0)
  if (!mayHoldEmoji.test(normalised)) return weight
  // The list of drawn emoji is long: it is asked once for each different one.
  const lighter = new Map<string, number>()
  for (const [found] of normalised.matchAll(emoji)) {
    const known = lighter.get(found) ?? weighEmoji(found)
    lighter.set(found, known)
    weight += known
  }
  return weight
}

/** What the drawn emoji among some characters change of their weight: each weighs 2, however many code points it has. */
function weighEmoji(text: string): number {
  let change = 0
  for (const [found] of text.matchAll(drawnEmoji)) {
    change += 2
    for (const character of found) change -= weightOf(character.codePointAt(0) ?? 0)
  }
  return change
}

function weightOf(point: number): number {
  const isLight = point <= 0x10ff || (point >= 0x2000 && point <= 0x200d) || (point >= 0x2010 && point <= 0x201f) || (point >= 0x2032 && point <= 0x2037)
  return isLight ? 1 : 2
}
