import { findEntities } from './text/find-entities.ts'

// Soft hyphen, zero-width spaces and joiners, marks of direction, variation selectors.
const invisible = /\p{Default_Ignorable_Code_Point}/gu

/** A text as networks leave it recognisable: they rewrite links, and trim. `opening` is its first 120 characters. */
export function fingerprint(text: string): { text: string; opening: string } {
  const composed = text.normalize('NFC')
  let kept = ''
  let end = 0
  for (const entity of findEntities({ text: composed, hasUrns: false })) {
    if (entity.kind !== 'link') continue
    kept += `${composed.slice(end, entity.start)} `
    end = entity.end
  }
  kept += composed.slice(end)
  const whole = kept.replace(invisible, '').replace(/\s+/gu, ' ').trim().toLowerCase().normalize('NFC')
  return { text: whole, opening: Array.from(whole).slice(0, 120).join('') }
}
