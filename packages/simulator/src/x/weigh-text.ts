export const link = /(?:https?:\/\/[^\s]+|(?<![@\w.-])(?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|app|co|ai|me|eu|de|fr|uk)(?![\w-])(?:\/[^\s]*)?)/gi
const emoji = /\p{RGI_Emoji}/gv

/** The weight of a text as X counts it: 280 at most. https://docs.x.com/fundamentals/counting-characters, read 2026-11-23 */
export function weighText(text: string): number {
  const plain = text.normalize('NFC').replace(link, 'x'.repeat(23)).replace(emoji, 'xx')
  let weight = 0
  for (const character of plain) weight += isLight(character.codePointAt(0) ?? 0) ? 1 : 2
  return weight
}

const isLight = (code: number): boolean =>
  code <= 0x10ff || (code >= 0x2000 && code <= 0x200d) || (code >= 0x2010 && code <= 0x201f) || (code >= 0x2032 && code <= 0x2037)
