import { mergeAllOf, readSchema, resolveSchema, type ReadSchema } from './sdk/read-schema.ts'
import type { SpecDocument } from './spec-document.ts'

// Examples teach readers of the reference; a table that is shipped or sent to a model has no room for them.
const dropped = new Set(['examples', 'example', 'title'])

/** A schema with every reference written out, for readers that have no document to look into. */
export function inlineSchema({ document, schema, path = [] }: { document: SpecDocument; schema: ReadSchema; path?: string[] }): ReadSchema {
  const found = resolveSchema({ document, schema })
  if (found.name !== undefined && path.includes(found.name)) throw new Error(`openapi: ${found.name} holds itself, which can't be written out`)
  const inner = found.name === undefined ? path : [...path, found.name]
  const { $ref: _, ...own } = schema
  const whole = { ...mergeAllOf({ document, schema: found.schema }), ...own }
  const inline = (child: ReadSchema) => inlineSchema({ document, schema: child, path: inner })
  const entries = Object.entries(whole)
    .filter(([keyword]) => !dropped.has(keyword))
    .map(([keyword, value]): [string, unknown] => {
      if (keyword === 'description') return [keyword, String(value).trim().replace(/\s+/g, ' ')]
      if (keyword === 'properties') return [keyword, Object.fromEntries(Object.entries(whole.properties ?? {}).map(([name, child]) => [name, inline(child)]))]
      if (keyword === 'items' && whole.items) return [keyword, inline(whole.items)]
      if (keyword === 'additionalProperties' && typeof whole.additionalProperties === 'object') return [keyword, inline(whole.additionalProperties)]
      const branches = keyword === 'oneOf' || keyword === 'anyOf' ? whole[keyword] : undefined
      return [keyword, branches ? branches.map(inline) : value]
    })
  return readSchema(Object.fromEntries(entries))
}
