import { branchesOf } from './find-field.ts'
import type { Command } from './command.ts'
import { isScalar, kindOf } from './convert-value.ts'
import type { Flag } from './flag.ts'
import type { JsonSchema } from './json-schema.ts'
import { toKebab } from './words.ts'

/** One schema for all that an operation takes by flags: its query and its body. */
export function schemaOf({ query, body, fileField }: Command): JsonSchema {
  const properties = Object.entries({ ...query?.properties, ...body?.properties }).filter(([name]) => name !== fileField)
  return { type: 'object', properties: Object.fromEntries(properties), required: [...(query?.required ?? []), ...(body?.required ?? [])] }
}

/** The flags of an operation, made from its schemas. */
export function flagsOf(command: Command): Flag[] {
  const schema = schemaOf(command)
  const fields = Object.entries(schema.properties ?? {}).flatMap(([name, field]) =>
    toFlags({ name, field, isRequired: schema.required?.includes(name) ?? false }),
  )
  return [
    ...fields.sort((one, two) => Number(two.isRequired ?? false) - Number(one.isRequired ?? false)),
    ...(command.answer === 'list' ? [{ name: 'all', placeholder: null, description: 'Walk all pages.' }] : []),
    ...(command.body && !command.fileField
      ? [{ name: 'data', placeholder: 'json', description: 'The whole input: JSON, @file.json, or - for standard input. Flags win over it.' }]
      : []),
    ...(command.isKeyed
      ? [
          {
            name: 'idempotency-key',
            placeholder: 'key',
            description: 'Your own key, so that the same command has its effect once. Without it, one is made for this run and its retries.',
          },
        ]
      : []),
  ]
}

function toFlags({ name, field, isRequired }: { name: string; field: JsonSchema; isRequired: boolean }): Flag[] {
  const kind = kindOf(field)
  const description = field.description ?? ''
  const isFilter = kind === 'object' && field.properties !== undefined && Object.values(field.properties).some((inner) => branchesOf(inner).length > 0)
  if (isFilter) {
    return Object.entries(field.properties ?? {}).map(([inner, schema]) => {
      const operators = Object.keys(branchesOf(schema).find((branch) => branch.properties)?.properties ?? {})
      return {
        name: `${name}.${toKebab(inner)}`,
        placeholder: 'value',
        description: `Only those whose ${inner} is this; or add an operator: ${operators.map((operator) => `.${operator}`).join(' ')}.`,
      }
    })
  }
  const shown = toKebab(name)
  const whole: Flag = { name: shown, placeholder: placeholderOf(field), description, isRequired, isRepeatable: kind === 'array', ...choicesOf(field) }
  const map = field.additionalProperties
  if (kind !== 'object' || typeof map !== 'object') return [whole]
  const inner = Object.keys(map.properties ?? {})[0]
  return [{ ...whole, description: `${description} As JSON, or by dots: --${shown}.${inner ? `<name>.${toKebab(inner)}` : '<name>'} <value>.` }]
}

function placeholderOf(schema: JsonSchema): string | null {
  const kind = kindOf(schema)
  if (kind === 'boolean') return null
  if (kind === 'array') return schema.items && isScalar(schema.items) ? 'value,…' : 'json'
  if (schema.format === 'date-time') return 'time'
  return kind === 'object' ? 'json' : kind === 'integer' || kind === 'number' ? 'number' : 'text'
}

function choicesOf(schema: JsonSchema): { choices?: readonly string[] } {
  const values = (schema.enum ?? schema.items?.enum)?.filter((value) => typeof value === 'string')
  return values && values.length > 0 ? { choices: values } : {}
}
