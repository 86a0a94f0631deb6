type Fields = Record<string, unknown>

/** Form fields with brackets as Rails and PHP read them: `a[]` is a list, `a[b]` an object. A field alone is text, one that repeats keeps its last value. */
export function nestFields(entries: Iterable<[string, string]>): Fields {
  const root: Fields = {}
  for (const [name, value] of entries) {
    const [first = '', ...keys] = name.split('[').map((part) => part.replace(/\]$/, ''))
    if (isUnsafe(first) || keys.some(isUnsafe)) continue
    put({ into: root, keys: [first, ...keys], value })
  }
  return root
}

// Keys that would reach into the prototype of an object.
const isUnsafe = (key: string): boolean => key === '__proto__' || key === 'constructor' || key === 'prototype'

function put({ into, keys, value }: { into: Fields; keys: string[]; value: string }): void {
  const [key = '', next, ...rest] = keys
  if (next === undefined) {
    into[key] = value
  } else if (next === '') {
    const list = into[key]
    if (Array.isArray(list)) list.push(value)
    else into[key] = [value]
  } else {
    const inner = into[key]
    const fields = isFields(inner) ? inner : {}
    into[key] = fields
    put({ into: fields, keys: [next, ...rest], value })
  }
}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value)
