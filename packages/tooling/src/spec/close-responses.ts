type Node = Record<string, unknown>

/**
 * A copy of the document in which an object has the properties that its schema names and no others. Clients must take fields
 * they don't know; the tests must not, or the API could answer what nobody wrote down.
 */
export function closeResponses<Document>(document: Document): Document {
  // A copy of the same form.
  return close(document) as Document
}

function close(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(close)
  if (typeof node !== 'object' || node === null) return node
  const copy: Node = {}
  for (const [name, value] of Object.entries(node)) copy[name] = name === 'example' || name === 'examples' ? value : close(value)
  const isClosable = typeof copy['properties'] === 'object' && isObjectSchema(copy) && !('additionalProperties' in copy)
  return isClosable ? { ...copy, additionalProperties: false } : copy
}

const isObjectSchema = (schema: Node): boolean => [schema['type']].flat().includes('object')
