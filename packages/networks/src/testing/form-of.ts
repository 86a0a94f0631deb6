import type { Call } from './fake-fetch.ts'

/** The fields and the files of a form that was sent. */
export function formOf(call: Call | undefined): { fields: Record<string, unknown>; files: Record<string, { name: string; type: string; size: number }> } {
  const all = Object.entries(call?.body ?? {})
  return {
    fields: Object.fromEntries(all.filter(([, value]) => !(value instanceof File))),
    files: Object.fromEntries(
      all.flatMap(([name, value]) => (value instanceof File ? [[name, { name: value.name, type: value.type, size: value.size }]] : [])),
    ),
  }
}
