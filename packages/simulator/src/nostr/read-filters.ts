import type { Filter } from 'nostr-tools/filter'
import { z } from 'zod'

const list = z.array(z.string()).optional()
const filter = z
  .object({
    ids: list,
    authors: list,
    kinds: z.array(z.number()).optional(),
    since: z.number().optional(),
    until: z.number().optional(),
    limit: z.number().optional(),
  })
  .catchall(z.array(z.string()))

/** The filters of a REQ; `null` where one is none. */
export function readFilters(values: readonly unknown[]): Filter[] | null {
  const parsed = z.array(filter).min(1).safeParse(values)
  // Keys that begin with # are filters of tags; the library's type names them by a template.
  return parsed.success ? (parsed.data as Filter[]) : null
}
