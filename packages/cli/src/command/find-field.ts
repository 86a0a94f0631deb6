import type { JsonSchema } from './json-schema.ts'
import { toKebab } from './words.ts'

export type Field = { path: (string | number)[]; schema: JsonSchema }

/** The field that a dotted flag names, such as `overrides.discord.content`; undefined where the schema has none. */
export function findField({ schema, name }: { schema: JsonSchema; name: string }): Field | undefined {
  let current = schema
  const path: (string | number)[] = []
  for (const segment of name.split('.')) {
    const next = step({ schema: current, segment })
    if (!next) return undefined
    path.push(next.key)
    current = next.schema
  }
  return { path, schema: current }
}

function step({ schema, segment }: { schema: JsonSchema; segment: string }): { key: string | number; schema: JsonSchema } | undefined {
  const properties = schema.properties ?? branchesOf(schema).find((branch) => branch.properties)?.properties ?? {}
  const key = Object.keys(properties).find((name) => name === segment || toKebab(name) === segment)
  const found = key === undefined ? undefined : properties[key]
  if (key !== undefined && found) return { key, schema: found }
  if (schema.items && /^\d{1,4}$/.test(segment)) return { key: Number(segment), schema: schema.items }
  if (segment === '' || segment === '__proto__') return undefined
  if (typeof schema.additionalProperties === 'object')
    return { key: toMapKey({ schema: schema.additionalProperties, segment }), schema: schema.additionalProperties }
  return undefined
}

// Names in maps are the API's own: networks have theirs as they are, credentials and options are camelCase, which may be typed in kebab-case.
const toMapKey = ({ schema, segment }: { schema: JsonSchema; segment: string }): string =>
  schema.properties ? segment : segment.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())

export const branchesOf = (schema: JsonSchema): readonly JsonSchema[] => schema.anyOf ?? schema.oneOf ?? []
