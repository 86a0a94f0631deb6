const reserved = new Set('\\|{}@[]()<>#*_~')

/**
 * What people see of "little text". A reserved character that is not escaped and begins neither a hashtag nor a mention cuts the text off, in silence.
 * https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/little-text-format, read 2026-11-23
 */
export function readLittleText(text: string): string {
  let visible = ''
  let rest = text
  while (rest !== '') {
    const [whole = '', shown = ''] = readPart(rest) ?? []
    if (whole === '') return visible
    visible += shown
    rest = rest.slice(whole.length)
  }
  return visible
}

/** The next part, as it is written and as it is seen; `undefined` where the text is cut. */
function readPart(rest: string): [string, string] | undefined {
  const [first = ''] = rest
  if (!reserved.has(first)) return [first, first]
  const escaped = /^\\([\s\S])/u.exec(rest)
  if (escaped) return [escaped[0], escaped[1] ?? '']
  const hashtag = /^#[\p{L}\p{N}]+/u.exec(rest)
  if (hashtag) return [hashtag[0], hashtag[0]]
  const template = /^\{hashtag\|\\?#\|([^}]+)\}/u.exec(rest)
  if (template) return [template[0], `#${template[1]}`]
  const mention = /^@\[((?:\\.|[^\]\\])+)\]\(urn:li:[\w:-]+\)/u.exec(rest)
  if (mention) return [mention[0], (mention[1] ?? '').replace(/\\(.)/g, '$1')]
  return undefined
}
