import { countLink } from '../links/count-link.ts'
import type { TextLimits } from '../limits.ts'
import type { Entity } from './entity.ts'
import { escapeText } from './escape-text.ts'
import { writeEntity } from './write-entity.ts'

/**
 * The text that stands for another when it is counted: URLs and mentions at what they count as, escapes written out. Telegram counts after
 * parsing entities (https://core.telegram.org/bots/api#sendmessage, read 2026-11-27), so HTML is counted as it is read.
 * Mastodon: app/validators/status_length_validator.rb (read 2026-11-27), graphemes with each URL as 23 and `@user@host` as `@user`.
 */
export function toCountable({ text, entities, limits }: { text: string; entities: readonly Entity[]; limits: TextLimits }): string {
  const markup = limits.markup === 'html' ? 'plain' : limits.markup
  if (entities.length === 0) return escapeText({ text, markup })
  let countable = ''
  let end = 0
  for (const entity of entities) {
    countable += escapeText({ text: text.slice(end, entity.start), markup })
    countable += countEntity({ entity, typed: text.slice(entity.start, entity.end), limits: { ...limits, markup } })
    end = entity.end
  }
  return countable + escapeText({ text: text.slice(end), markup })
}

function countEntity({ entity, typed, limits }: { entity: Entity; typed: string; limits: TextLimits }): string {
  const { urlLength, mentions, markup, unit } = limits
  if (entity.kind === 'account' && mentions === 'local-part') return escapeText({ text: entity.localPart, markup })
  // X takes bare domains for URLs; Mastodon doesn't (extract_url_without_protocol: false).
  if (entity.kind === 'link' && urlLength !== null && (!entity.isBare || unit === 'x-weighted')) return countLink({ url: entity.value, urlLength })
  return writeEntity({ entity, typed, markup })
}
