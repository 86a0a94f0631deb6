import { readSchema, type ReadSchema } from '../sdk/read-schema.ts'

const kept = new Set(['type', 'format', 'description', 'enum', 'items', 'properties', 'additionalProperties', 'required', 'anyOf', 'oneOf', 'contentMediaType'])

/** What a command needs to read its flags and tell of them; lengths and bounds are the API's to judge. */
export function slimSchema(schema: ReadSchema): ReadSchema {
  const entries = Object.entries(schema).filter(([keyword, value]) => kept.has(keyword) && value !== false)
  return readSchema(
    Object.fromEntries(
      entries.map(([keyword, value]): [string, unknown] => {
        if (keyword === 'properties') return [keyword, slimAll(schema.properties ?? {})]
        if (keyword === 'items' && schema.items) return [keyword, slimSchema(schema.items)]
        if (keyword === 'additionalProperties' && typeof schema.additionalProperties === 'object') return [keyword, slimSchema(schema.additionalProperties)]
        const branches = keyword === 'anyOf' || keyword === 'oneOf' ? schema[keyword] : undefined
        return [keyword, branches ? branches.map(slimSchema) : value]
      }),
    ),
  )
}

export const slimAll = (properties: Record<string, ReadSchema>): Record<string, ReadSchema> =>
  Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, slimSchema(property)]))
