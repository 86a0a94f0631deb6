import type { Schemas } from '@flow/contract/types'
import type { OptionField } from '@flow/networks/port'

/** One option with every field that an option may have. */
export function toOptionResource(option: OptionField): Schemas['NetworkOption'] {
  const { name, label, help, kind } = option
  return {
    name,
    label,
    help,
    kind,
    choices: kind === 'choice' ? [...option.choices] : null,
    default: kind === 'choice' || kind === 'boolean' ? option.default : null,
    maxLength: kind === 'text' || kind === 'texts' ? option.maxLength : null,
    maxItems: kind === 'texts' ? option.maxItems : null,
    min: kind === 'number' ? option.min : null,
    max: kind === 'number' ? option.max : null,
  }
}
