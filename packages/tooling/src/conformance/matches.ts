const instant = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Where `found` is not what is expected. Times are compared as instants, null is as good as missing, and objects may hold more than is
 * expected unless `isExact`. `{"$contains": "text"}` asks for a part of a text, `{"$atMost": 5}` for a bound.
 */
export function differences({ expected, found, place, isExact = false }: { expected: unknown; found: unknown; place: string; isExact?: boolean }): string[] {
  if (isRecord(expected) && '$contains' in expected) {
    return typeof found === 'string' && found.includes(String(expected['$contains'])) ? [] : [tell({ place, expected, found })]
  }
  if (isRecord(expected) && '$atMost' in expected) {
    return typeof found === 'number' && found > 0 && found <= Number(expected['$atMost']) ? [] : [tell({ place, expected, found })]
  }
  if (expected === null || expected === undefined) return found === null || found === undefined ? [] : [tell({ place, expected, found })]
  if (Array.isArray(expected)) {
    if (!Array.isArray(found) || found.length !== expected.length) return [tell({ place, expected, found })]
    return expected.flatMap((item, index) => differences({ expected: item, found: found[index], place: `${place}[${index}]`, isExact }))
  }
  if (isRecord(expected)) {
    if (!isRecord(found)) return [tell({ place, expected, found })]
    const names = isExact ? new Set([...Object.keys(expected), ...Object.keys(found)]) : new Set(Object.keys(expected))
    return [...names].flatMap((name) =>
      isExact && name in expected !== name in found
        ? [tell({ place: `${place}.${name}`, expected: expected[name], found: found[name] })]
        : differences({ expected: expected[name], found: found[name], place: `${place}.${name}`, isExact }),
    )
  }
  return isSame({ expected, found }) ? [] : [tell({ place, expected, found })]
}

function isSame({ expected, found }: { expected: unknown; found: unknown }): boolean {
  if (typeof expected === 'string' && typeof found === 'string' && instant.test(expected) && instant.test(found))
    return Date.parse(expected) === Date.parse(found)
  return expected === found
}

const tell = ({ place, expected, found }: { place: string; expected: unknown; found: unknown }): string =>
  `${place} should be ${JSON.stringify(expected) ?? 'missing'}, but is ${JSON.stringify(found)?.slice(0, 400) ?? 'missing'}`
