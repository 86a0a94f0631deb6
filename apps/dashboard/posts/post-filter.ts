import type { Query, Schemas } from '@flow/contract/types'

export const postStatuses = ['queued', 'flowing', 'done', 'blocked'] as const satisfies readonly Schemas['PostStatus'][]

export type PostFilter = { status: Schemas['PostStatus'] | null; channelId: string | null; search: string; page: number }

/** What the page's address asks for; what makes no sense in it is left out. */
export function readPostFilter(parameters: { get: (name: string) => string | null }): PostFilter {
  const page = Number(parameters.get('page'))
  return {
    status: postStatuses.find((status) => status === parameters.get('status')) ?? null,
    channelId: parameters.get('channel') || null,
    search: (parameters.get('search') ?? '').slice(0, 200),
    page: Number.isInteger(page) && page > 0 ? page : 1,
  }
}

export function toSearch({ status, channelId, search, page }: PostFilter): string {
  const parameters = new URLSearchParams()
  if (status) parameters.set('status', status)
  if (channelId) parameters.set('channel', channelId)
  if (search) parameters.set('search', search)
  if (page > 1) parameters.set('page', String(page))
  const text = parameters.toString()
  return text ? `?${text}` : ''
}

export function toListInput({ status, channelId, search, page }: PostFilter): Query<'listPosts'> {
  const filter = { ...(status ? { status } : {}), ...(channelId ? { channelId } : {}), ...(search.trim() ? { content: { contains: search.trim() } } : {}) }
  return {
    ...(Object.keys(filter).length > 0 ? { filter } : {}),
    // What waits is read from the next one on; all else from the newest back.
    sort: status === 'queued' ? 'scheduledFor' : '-scheduledFor',
    page,
    perPage: 20,
  }
}

export const isFiltered = ({ status, channelId, search }: PostFilter) => status !== null || channelId !== null || search.trim() !== ''
