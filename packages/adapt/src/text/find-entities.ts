import { findBareDomain } from '../links/find-bare-domain.ts'
import { trimLink } from '../links/trim-link.ts'
import type { Entity } from './entity.ts'

// What may stand before a link follows twitter-text 3.1.0 (read 2026-11-27), which X counts by and Mastodon derives from.
const beforeLink = '(?<![A-Za-z0-9@＠$#＃\\uFFFE\\uFEFF\\uFFFF\\u202A-\\u202E])'
const word = 'A-Za-z0-9À-ÖØ-öø-ɏ'
const beforeBare = `(?<![${word}_@$#＃./\\-\\uFFFE\\uFEFF\\uFFFF\\u202A-\\u202E])`
const inUrl =
  '[^\\s\\p{Cc}\\p{Cs}\\p{Emoji_Presentation}<>"`\\\\^{|}“”‘’«»「」『』【】《》〈〉（）、。，！？；：…\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u2069\\uFEFF\\uFE0F]'
const label = `[${word}_](?:[${word}_\\-]{0,61}[${word}_])?`
const urn = '@\\[[^\\[\\]\\\\\\n]{1,200}\\]\\(urn:li:[A-Za-z]+:[A-Za-z0-9_\\-]+\\)'
const web = [
  `${beforeLink}(?<link>[Hh][Tt][Tt][Pp][Ss]?://(?=[\\p{L}\\p{N}])${inUrl}+)`,
  `(?<![${word}_.%+\\-@＠/])(?<email>[A-Za-z0-9_.%+\\-]+@(?:${label}\\.)+${label})`,
  `${beforeBare}(?<bare>(?:${label}\\.)+${label})(?![${word}@+\\-])`,
  '(?<![\\p{L}\\p{N}\\p{M}_@＠=/.+\\-])(?<handle>@[A-Za-z0-9_](?:[A-Za-z0-9_.\\-]*[A-Za-z0-9_])?(?:@[A-Za-z0-9](?:[A-Za-z0-9.\\-]*[A-Za-z0-9])?)?)',
  '(?<![\\p{L}\\p{N}\\p{M}_&/#＃])(?<tag>[#＃](?=[\\p{N}\\p{M}_]*\\p{L})[\\p{L}\\p{N}\\p{M}_]+(?:\\u200C\\p{L}[\\p{L}\\p{N}\\p{M}_]*)*)',
]
const plain = new RegExp(web.join('|'), 'gu')
const withUrns = new RegExp([`(?<urn>${urn})`, ...web].join('|'), 'gu')
const trigger = /[.@#＃]|:\/\//u
const path = new RegExp(`[/?#]${inUrl}*`, 'uy')

/** Links, tags, mentions and addresses in a text, in order, none over another. Linear in the text's length. */
export function findEntities({ text, hasUrns }: { text: string; hasUrns: boolean }): Entity[] {
  if (!trigger.test(text)) return []
  const found: Entity[] = []
  const pattern = hasUrns ? withUrns : plain
  pattern.lastIndex = 0
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const entity = toEntity({ text, start: match.index, groups: match.groups ?? {} })
    if (!entity) continue
    found.push(entity)
    pattern.lastIndex = entity.end
  }
  return found
}

function toEntity({ text, start, groups }: { text: string; start: number; groups: Record<string, string | undefined> }): Entity | null {
  const { link, email, bare, handle, tag, urn: named } = groups
  if (link !== undefined) {
    const value = trimLink(link)
    return { kind: 'link', start, end: start + value.length, value, isBare: false }
  }
  if (bare !== undefined) return toBareLink({ text, start, dotted: bare })
  if (handle !== undefined) return toMention({ start, handle })
  const value = email ?? tag ?? named ?? ''
  const end = start + value.length
  if (tag !== undefined) return { kind: 'tag', start, end, value: tag.slice(1) }
  return { kind: email === undefined ? 'urn' : 'email', start, end, value }
}

function toBareLink({ text, start, dotted }: { text: string; start: number; dotted: string }): Entity | null {
  const domain = findBareDomain(dotted)
  if (domain === null) return null
  path.lastIndex = start + dotted.length
  const rest = domain === dotted ? (path.exec(text)?.[0] ?? '') : ''
  const typed = trimLink(domain + rest)
  return { kind: 'link', start, end: start + typed.length, value: `https://${typed}`, isBare: true }
}

function toMention({ start, handle }: { start: number; handle: string }): Entity {
  const [, name = '', host] = handle.split('@')
  const labels = name.split('.')
  const end = start + handle.length
  const isDomain = host === undefined && labels.length > 1 && labels.every((part) => domainLabel.test(part)) && /^[A-Za-z]/.test(labels.at(-1) ?? '')
  return isDomain ? { kind: 'mention', start, end, value: name } : { kind: 'account', start, end, value: handle.slice(1), localPart: `@${name}` }
}

const domainLabel = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/
