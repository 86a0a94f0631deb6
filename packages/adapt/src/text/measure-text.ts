import type { TextLimits } from '../limits.ts'
import { countUnits } from './count-units.ts'
import type { Entity } from './entity.ts'
import { escapeText } from './escape-text.ts'
import { findEntities } from './find-entities.ts'
import { toCountable } from './to-countable.ts'
import { utf8Length } from './utf8-length.ts'

/** What a text takes of a network's limits. `bytes` is 0 where the network has no bound in bytes. */
export type Measure = { used: number; bytes: number }

export function measureText({ text, limits, entities }: { text: string; limits: TextLimits; entities?: readonly Entity[] }): Measure {
  const known = entities ?? findEntities({ text, hasUrns: limits.markup === 'linkedin' })
  const used = countUnits({ text: toCountable({ text, entities: known, limits }), unit: limits.unit })
  return { used, bytes: limits.maxBytes === null ? 0 : utf8Length(escapeText({ text, markup: limits.markup })) }
}
