type QueryValue = string | number | boolean | Date

const isPlain = (value: unknown): value is QueryValue =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value instanceof Date

const asText = (value: QueryValue): string => (value instanceof Date ? value.toISOString() : String(value))

/**
 * Query text with nested objects as `filter[field][op]=value`. Dates become RFC 3339, lists are joined by commas, a list
 * given straight to a field means `in`, and `undefined` and `null` are left out.
 */
export function toQuery(parameters: object): string {
  const query = new URLSearchParams()
  const add = ({ name, value, depth }: { name: string; value: unknown; depth: number }): void => {
    if (value === undefined || value === null) return
    if (isPlain(value)) query.append(name, asText(value))
    else if (Array.isArray(value)) query.append(depth === 1 ? `${name}[in]` : name, value.filter(isPlain).map(asText).join(','))
    else if (typeof value === 'object') for (const [key, inner] of Object.entries(value)) add({ name: `${name}[${key}]`, value: inner, depth: depth + 1 })
  }
  for (const [name, value] of Object.entries(parameters)) add({ name, value, depth: 0 })
  return query.toString()
}
