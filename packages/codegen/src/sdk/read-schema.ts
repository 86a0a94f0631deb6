import type { Schema, SpecDocument } from '../spec-document.ts'

/** The part of JSON Schema the public API uses. */
export type ReadSchema = {
  $ref?: string
  type?: string | string[]
  format?: string
  contentMediaType?: string
  description?: string
  enum?: unknown[]
  items?: ReadSchema
  properties?: Record<string, ReadSchema>
  additionalProperties?: boolean | ReadSchema
  required?: string[]
  allOf?: ReadSchema[]
  oneOf?: ReadSchema[]
  anyOf?: ReadSchema[]
}

// The linter has accepted the document, so its schemas are JSON Schema, of which ReadSchema is a part.
export const readSchema = (schema: Schema): ReadSchema => schema as ReadSchema

/** Follows references to the end; `name` is the last component's, since the bundle has aliases such as `Post` for `post`. */
export function resolveSchema({ document, schema }: { document: SpecDocument; schema: ReadSchema }): { name?: string; schema: ReadSchema } {
  let name: string | undefined
  let current = schema
  while (current.$ref !== undefined) {
    name = current.$ref.replace('#/components/schemas/', '')
    const found = document.components.schemas[name]
    if (!found) throw new Error(`openapi: ${current.$ref} does not exist`)
    current = readSchema(found)
  }
  return name === undefined ? { schema: current } : { name, schema: current }
}

/** `allOf` as one object. */
export function mergeAllOf({ document, schema }: { document: SpecDocument; schema: ReadSchema }): ReadSchema {
  if (!schema.allOf) return schema
  const parts = schema.allOf.map((part) => mergeAllOf({ document, schema: resolveSchema({ document, schema: part }).schema }))
  const { allOf: _, ...own } = schema
  return {
    type: 'object',
    ...own,
    properties: Object.assign({}, ...parts.map((part) => part.properties ?? {}), own.properties),
    required: [...parts.flatMap((part) => part.required ?? []), ...(own.required ?? [])],
  }
}

export function isNullable(schema: ReadSchema): boolean {
  if (Array.isArray(schema.type)) return schema.type.includes('null')
  return (schema.oneOf ?? schema.anyOf ?? []).some((branch) => branch.type === 'null')
}

/** The schema without its `null` branch. */
export function withoutNull(schema: ReadSchema): ReadSchema {
  if (Array.isArray(schema.type)) {
    const types = schema.type.filter((type) => type !== 'null')
    const [only] = types
    return types.length === 1 && only !== undefined ? { ...schema, type: only } : { ...schema, type: types }
  }
  const branches = (schema.oneOf ?? schema.anyOf)?.filter((branch) => branch.type !== 'null')
  const [only] = branches ?? []
  return branches?.length === 1 && only ? only : schema
}
