import document from '../../../../openapi/dist/openapi.json' with { type: 'json' }
import { operationTable, type OperationId } from '@flow/contract'

type Schema = {
  $ref?: string
  type?: string | string[]
  properties?: Record<string, Schema>
  required?: string[]
  minProperties?: number
  items?: Schema
  enum?: unknown[]
  examples?: unknown[]
  default?: unknown
  format?: string
  anyOf?: Schema[]
  oneOf?: Schema[]
}

/** A small body that the operation's schema accepts, from the examples in the spec. */
export function sampleBody(id: OperationId): unknown {
  const { path, method } = operationTable[id]
  // The bundled document is what the table was generated from.
  const item = (document.paths as unknown as Record<string, Record<string, { requestBody?: { content: Record<string, { schema: Schema }> } }>>)[path]
  const schema = item?.[method.toLowerCase()]?.requestBody?.content['application/json']?.schema
  return schema ? sampleOf(schema) : undefined
}

function resolve(schema: Schema): Schema {
  if (!schema.$ref) return schema
  const parts = schema.$ref.slice(2).split('/')
  // A reference of the bundle leads to a schema.
  return resolve(parts.reduce<unknown>((node, part) => (node as Record<string, unknown>)[part], document) as Schema)
}

function sampleOf(given: Schema): unknown {
  const schema = resolve(given)
  const type = [schema.type].flat()[0]
  if (type === 'object') return sampleObject(schema)
  if (schema.examples && schema.examples.length > 0) return schema.examples[0]
  if (schema.enum) return schema.enum[0]
  if (type === 'array') return schema.items ? [sampleOf(schema.items)] : []
  if (type === 'boolean') return schema.default ?? true
  if (type === 'integer') return 1
  const [first] = schema.oneOf ?? schema.anyOf ?? []
  return first ? sampleOf(first) : 'text'
}

function sampleObject({ properties = {}, required = [], minProperties = 0 }: Schema): Record<string, unknown> {
  const spare = Object.keys(properties).filter((name) => !required.includes(name))
  const names = [...required, ...spare.slice(0, Math.max(0, minProperties - required.length))]
  return Object.fromEntries(names.map((name) => [name, sampleOf(properties[name] ?? {})]))
}
