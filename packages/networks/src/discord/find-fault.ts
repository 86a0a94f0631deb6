import { readObject, readText } from '../kit/read-json.ts'

/** The first fault in Discord's tree of fields, as `field: what`. */
export function findFault(errors: unknown, path: readonly string[] = []): string | null {
  for (const [name, below] of Object.entries(readObject(errors))) {
    if (name !== '_errors') {
      const fault = findFault(below, [...path, name])
      if (fault !== null) return fault
    } else if (Array.isArray(below)) {
      const message = readText(readObject(below[0]).message)
      if (message !== null) return [path.join('.'), message].filter((part) => part !== '').join(': ')
    }
  }
  return null
}
