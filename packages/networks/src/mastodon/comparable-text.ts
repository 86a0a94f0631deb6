import { fingerprint } from '../kit/fingerprint.ts'

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

/** A text as it was sent. */
export const comparableText = (text: string): string => fingerprint(text.replaceAll(fullMention, '@$1').replaceAll(/[*_~`]/g, ''))

/** A status as servers answer it: HTML, in which mentions lose their host, links are cut into spans, and some make marks of Markdown. */
export function comparableHtml(html: string): string {
  const text = html
    .replaceAll(/<br\s*\/?>|<\/(?:p|li|blockquote|pre|h\d)>/gi, ' ')
    // A server that escapes nothing leaves a bare < in the text.
    .replaceAll(/<\/?[a-z][^<>]*>/gi, '')
    .replaceAll(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal, hexadecimal, name) => {
      if (name !== undefined) return entities[String(name).toLowerCase()] ?? whole
      const code = decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal)
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole
    })
  return comparableText(text)
}

/** Whether a server shows a text: whole, or the long beginning of it, for some cut. `source`: the text as it was sent, where the server tells. */
export function isSameText({ sent, html, source = null }: { sent: string; html: string; source?: string | null }): boolean {
  const [own, shown] = [comparableText(sent), comparableHtml(html)]
  if (shown === own || comparableHtml(html.replaceAll(link, ' ')) === own || isCut({ own, shown }) || (source !== null && comparableText(source) === own))
    return true
  return madeOfMarkdown.test(html) && shown === comparableText(sent.replaceAll(markdownLink, '$1').replaceAll(lineMark, ''))
}

// Of an address that the server shows shortened or without https://, which would else stay as a piece of text.
const link = /<a\b[^>]*>(?!\s*(?:<[^>]*>\s*)*[@#]).*?<\/a>/gis
const madeOfMarkdown = /<(?:li|h[1-6]|blockquote|em|strong|code|pre|del)\b/i
const markdownLink = /\[([^\]\n]*)\]\([^)\s]*\)/g
// Of a list, a heading or a quote.
const lineMark = /^[^\S\n]*(?:[-*+>]|#{1,6}|\d+[.)])[^\S\n]+/gm

export const isCut = ({ own, shown }: { own: string; shown: string }): boolean => shown.length >= 120 && shown.length < own.length && own.startsWith(shown)

const fullMention = /@([\w.-]+)@[\w-]+(?:\.[\w-]+)+/g
