import { invalid } from '../domain-error.ts'
import type { ListingField, ListingSpec } from './listing-spec.ts'

export type SortKey = { name: string; column: string; cast: string; isDescending: boolean; isValue: (text: string) => boolean }

/** Reads `-scheduledFor,createdAt`; the id comes last, in the direction of the last field, so that pages never overlap. */
export function parseSort({ spec, sort = '-createdAt' }: { spec: ListingSpec; sort?: string | undefined }): SortKey[] {
  const sortable = Object.entries(spec.fields)
    .filter(([, field]) => field.isSortable)
    .map(([name]) => name)
  const seen = new Set<string>()
  const keys = sort.split(',').map((part) => {
    const text = part.trim()
    const isDescending = text.startsWith('-')
    const name = isDescending ? text.slice(1) : text
    const field = Object.hasOwn(spec.fields, name) ? spec.fields[name] : undefined
    if (!field?.isSortable) throw invalid({ field: 'sort', message: `can't sort by "${name}"; use ${sortable.join(', ')}, with - for descending` })
    if (seen.has(name)) throw invalid({ field: 'sort', message: `names ${name} twice` })
    seen.add(name)
    const cast = field.kind === 'time' ? 'timestamptz' : field.kind === 'text' ? 'text' : field.kind.cast
    return { name, column: field.column, cast, isDescending, isValue: judge(field.kind) }
  })
  return [...keys, { name: 'id', column: spec.idColumn, cast: 'text', isDescending: keys.at(-1)?.isDescending ?? true, isValue: judge('text') }]
}

// A cursor comes back from the caller, so its values are judged before the database casts them.
function judge(kind: ListingField['kind']): (text: string) => boolean {
  if (kind === 'text') return (text) => !text.includes('\0')
  if (kind === 'time') return (text) => !Number.isNaN(Date.parse(text))
  return (text) => kind.enum.includes(text)
}
