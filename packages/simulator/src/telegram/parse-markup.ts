import { refuseTelegram } from './telegram-errors.ts'

const knownTags = new Set('b strong i em u ins s strike del a code pre blockquote tg-spoiler tg-emoji span'.split(' '))
const named: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&quot;': '"' }

/** The text that people see, once the markup in it is read. Telegram counts its limits on this. */
export function parseMarkup({ text, mode }: { text: string; mode: string | null }): string {
  if (mode === null || mode === '') return text
  if (mode.toLowerCase() === 'html') return parseHtml(text)
  if (mode.toLowerCase() === 'markdownv2') return parseMarkdown(text)
  if (mode.toLowerCase() === 'markdown') return text.replace(/(^|[^\\])[*_`]/g, '$1')
  throw refuseTelegram('unsupported parse_mode')
}

function parseHtml(text: string): string {
  const open: string[] = []
  const visible = text.replace(/<(\/?)([^\s>]*)[^>]*>?/g, (all, slash: string, tag: string, offset: number) => {
    const name = tag.toLowerCase()
    const byte = Buffer.byteLength(text.slice(0, offset))
    if (!all.endsWith('>')) throw refuseTelegram(`can't parse entities: Unclosed start tag at byte offset ${byte}`)
    if (!knownTags.has(name)) throw refuseTelegram(`can't parse entities: Unsupported start tag "${name}" at byte offset ${byte}`)
    if (slash === '') open.push(name)
    else if (open.pop() !== name) throw refuseTelegram(`can't parse entities: Unmatched end tag at byte offset ${byte}`)
    return ''
  })
  if (open.length > 0) throw refuseTelegram(`can't parse entities: Can't find end tag corresponding to start tag "${open.at(-1)}"`)
  return visible
    .replace(/&(?:lt|gt|amp|quot);/g, (name) => named[name] ?? name)
    .replace(/&#(\d+);/g, (_all, code: string) => String.fromCodePoint(Number(code)))
}

const reserved = new Set('[]()~>#+-=|{}.!')

function parseMarkdown(text: string): string {
  const withoutLinks = text.replace(/\[((?:\\.|[^\]\\])*)\]\((?:\\.|[^)\\])*\)/g, '$1')
  let visible = ''
  for (let at = 0; at < withoutLinks.length; at += 1) {
    const character = withoutLinks.charAt(at)
    if (character === '\\') {
      at += 1
      visible += withoutLinks.charAt(at)
    } else if (
      reserved.has(character) &&
      !(character === '|' && isPair(withoutLinks, at)) &&
      !(character === '>' && /(^|\n)$/.test(visible)) &&
      character !== '~'
    ) {
      throw refuseTelegram(`can't parse entities: Character '${character}' is reserved and must be escaped with the preceding '\\'`)
    } else if (!'*_`~|>'.includes(character)) {
      visible += character
    }
  }
  return visible
}

const isPair = (text: string, at: number): boolean => text.charAt(at + 1) === '|' || text.charAt(at - 1) === '|'
