import { isTopLevelDomain } from './is-top-level-domain.ts'

// The part of a URL that twitter-text 3.1.0 (read 2026-11-27), and so X and Mastodon, surely take as one; parentheses count in a path when they are closed.
const edge = '[\\p{L}\\p{N}_]'
const inPath = "[A-Za-z0-9À-ÖØ-öø-ɏ!*';:=+,.$/%#[\\]_~@|&\\-]"
const inQuery = "[A-Za-z0-9!?*'@();:&=+$/%#[\\]_.,~|\\-]"
const host = `(?<host>(?:${edge}(?:[\\p{L}\\p{N}_\\-]{0,61}${edge})?\\.)+(?<top>[\\p{L}\\p{N}\\-]+))`
const sure = new RegExp(`^[Hh][Tt][Tt][Pp][Ss]?://${host}(?::\\d{1,5})?(?:/(?:${inPath}|\\(${inPath}+\\))*)?(?:\\?${inQuery}*)?`, 'u')
const goodEnd = /[A-Za-z0-9À-ÖØ-öø-ɏ=_#/-]$/
const closedEnd = /^[^?]*\([^()?]*\)$/
const longestUrl = 4_096

/** A text that counts as much as the URL does where URLs count as `urlLength`; never less than the network counts. */
export function countLink({ url, urlLength }: { url: string; urlLength: number }): string {
  const stand = 'x'.repeat(urlLength)
  const match = sure.exec(url)
  const groups = match?.groups
  if (!match || !groups || !isTopLevelDomain(groups.top ?? '') || (groups.host ?? '').length > 253 || url.length > longestUrl) {
    const mayHoldUrl = url.split(/[^\p{L}\p{N}-]/u).some((label, index) => index > 1 && isTopLevelDomain(label))
    return mayHoldUrl ? url + stand : url.padEnd(urlLength, 'x')
  }
  let end = match[0].length
  while (!goodEnd.test(url.charAt(end - 1)) && !(url.charAt(end - 1) === ')' && closedEnd.test(url.slice(0, end)))) end -= 1
  const rest = url.slice(end)
  return /[A-Za-z0-9]\.[A-Za-z]/.test(rest) ? stand + rest + stand : stand + rest
}
