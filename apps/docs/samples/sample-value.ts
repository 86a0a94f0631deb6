import { resolveReference } from '../source/resolve-reference.ts'
import type { Spec, SpecSchema } from '../source/spec-types.ts'

const furtherFields = 2

/** A value of a schema, made of the spec's own examples: what is required, and a few further fields that say something. */
export function sampleValue({ spec, schema }: { spec: Spec; schema: SpecSchema }): unknown {
  const resolved = resolveReference<SpecSchema>({ spec, node: schema })
  const [example] = resolved.examples ?? []
  if (example !== undefined) return example
  if (resolved.properties) return sampleObject({ spec, schema: resolved, properties: resolved.properties })
  if (resolved.items) return [sampleValue({ spec, schema: resolved.items })]
  return resolved.default
}

function sampleObject({ spec, schema, properties }: { spec: Spec; schema: SpecSchema; properties: Record<string, SpecSchema> }): Record<string, unknown> {
  const required = new Set(schema.required ?? [])
  let left = furtherFields
  const chosen = Object.entries(properties).filter(([name, property]) => {
    if (required.has(name)) return true
    if (left === 0 || !saysSomething(resolveReference<SpecSchema>({ spec, node: property }).examples?.[0])) return false
    left -= 1
    return true
  })
  return Object.fromEntries(chosen.map(([name, property]) => [name, sampleValue({ spec, schema: property })]))
}

function saysSomething(example: unknown): boolean {
  if (Array.isArray(example)) return example.length > 0 && example.every((item) => typeof item === 'string')
  return typeof example === 'string' || typeof example === 'number' || typeof example === 'boolean'
}
