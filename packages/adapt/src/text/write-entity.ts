import type { TextLimits } from '../limits.ts'
import type { Entity } from './entity.ts'
import { escapeText } from './escape-text.ts'

/** An entity as the network wants it written: LinkedIn's tags keep their sign, and its mentions their brackets. */
export function writeEntity({ entity, typed, markup }: { entity: Entity; typed: string; markup: TextLimits['markup'] }): string {
  if (markup !== 'linkedin' || (entity.kind !== 'tag' && entity.kind !== 'urn')) return escapeText({ text: typed, markup })
  if (entity.kind === 'tag') return `${typed.charAt(0)}${escapeText({ text: entity.value, markup })}`
  const nameEnd = typed.lastIndexOf('](')
  return `@[${escapeText({ text: typed.slice(2, nameEnd), markup })}${typed.slice(nameEnd)}`
}
