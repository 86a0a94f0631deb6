import type { ListQuery } from '@flow/core'

type Loose = { [Key in keyof ListQuery]?: unknown }

/** A query the spec has accepted, without the fields that were not given. */
export function toListQuery(query: Loose): ListQuery {
  // The validator has judged every field; only the generated types are looser about `undefined` than ListQuery.
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) as ListQuery
}
