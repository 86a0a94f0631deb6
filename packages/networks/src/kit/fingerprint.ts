/** What stays of a text whatever a network does to its addresses, its blanks and its case: equal for what was sent and what was published. */
export function fingerprint(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/\bhttps?:\/\/\S+/gi, ' ')
    .replaceAll(/[\u200B-\u200D\u2060\uFEFF]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .toLowerCase()
}
