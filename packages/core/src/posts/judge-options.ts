import type { Capabilities, OptionField } from '@flow/networks/port'

export type OptionFinding = {
  rule: 'option_unknown' | 'option_invalid'
  severity: 'error'
  field: string
  limit: number | null
  actual: number | null
  remedy: string
}

/** Holds what a post says for one network alone against the options that this network has. */
export function judgeOptions({ overrides, capabilities }: { overrides: Readonly<Record<string, unknown>>; capabilities: Capabilities }): OptionFinding[] {
  const { network, displayName, options } = capabilities
  // The validators judged its shape.
  const given = (overrides[network] as { options?: Readonly<Record<string, unknown>> } | undefined)?.options ?? {}
  return Object.entries(given).flatMap(([name, value]) => {
    const field = `overrides.${network}.options.${name}`
    const known = options.find((option) => option.name === name)
    if (!known) {
      const names = options.map((option) => option.name).join(', ')
      const remedy = names === '' ? `${displayName} has no options; leave ${name} out.` : `${displayName} has no option ${name}; it has ${names}.`
      return { rule: 'option_unknown', severity: 'error', field, limit: null, actual: null, remedy } as const
    }
    const fault = findFault({ option: known, value })
    return fault === undefined
      ? []
      : ({ rule: 'option_invalid', severity: 'error', field, limit: null, actual: null, remedy: `${known.label} ${fault}.` } as const)
  })
}

function findFault({ option, value }: { option: OptionField; value: unknown }): string | undefined {
  switch (option.kind) {
    case 'choice':
      return option.choices.some((choice) => choice.value === value) ? undefined : `must be one of ${option.choices.map((choice) => choice.value).join(', ')}`
    case 'text':
      return typeof value === 'string' && value.length <= option.maxLength ? undefined : `must be a text of at most ${option.maxLength} characters`
    case 'texts':
      return Array.isArray(value) && value.length <= option.maxItems && value.every((each) => typeof each === 'string' && each.length <= option.maxLength)
        ? undefined
        : `must be a list of at most ${option.maxItems} texts of at most ${option.maxLength} characters each`
    case 'number':
      return typeof value === 'number' && value >= option.min && value <= option.max ? undefined : `must be a number from ${option.min} to ${option.max}`
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'must be true or false'
  }
}
