import type { Call, Send } from './call.ts'
import { FlowServerError } from './errors.ts'
import { FlowPromise, type Sent } from './flow-promise.ts'
import type { Pagination } from './generated/types.gen.ts'

/** One page of a list: an array of its items that also knows its `pagination`. Looping over it stays on this page. */
export class Page<Item> extends Array<Item> {
  /** Where this page stands in the list. */
  readonly pagination: Pagination
  readonly #next: ((cursor: string) => Promise<Page<Item>>) | undefined

  constructor(content: { items: readonly Item[]; pagination: Pagination; next: (cursor: string) => Promise<Page<Item>> }) {
    super()
    this.push(...content.items)
    this.pagination = content.pagination
    this.#next = content.next
  }

  /** `map`, `filter` and the like give plain arrays. */
  static override get [Symbol.species](): ArrayConstructor {
    return Array
  }

  hasNextPage(): boolean {
    return typeof this.pagination.nextCursor === 'string'
  }

  /**
   * The page after this one, or `undefined` on the last.
   * @throws FlowError as the list call does.
   */
  async getNextPage(): Promise<Page<Item> | undefined> {
    const cursor = this.pagination.nextCursor
    return typeof cursor === 'string' ? this.#next?.(cursor) : undefined
  }
}

/**
 * What a list call returns: `await` it for the first page, or walk it with `for await` for the items of all pages, which
 * are fetched as they are reached.
 */
export class PagePromise<Item> extends FlowPromise<Page<Item>> implements AsyncIterable<Item> {
  override readonly [Symbol.toStringTag] = 'PagePromise'

  /**
   * Page after page.
   * @throws FlowServerError with code REPEATED_CURSOR where the server would lead the walk in a circle.
   */
  async *pages(): AsyncGenerator<Page<Item>, void, undefined> {
    const seen = new Set<string>()
    for (let page: Page<Item> | undefined = await this; page; page = await page.getNextPage()) {
      yield page
      const cursor = page.pagination.nextCursor
      if (typeof cursor !== 'string') return
      if (seen.has(cursor)) throw new FlowServerError({ code: 'REPEATED_CURSOR', type: 'server_error', message: 'The server gave the same page cursor twice.' })
      seen.add(cursor)
    }
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    for await (const page of this.pages()) yield* page
  }
}

/** Starts a list call. */
export function listPages<Item>({ send, call }: { send: Send; call: () => Call }): PagePromise<Item> {
  const fetchPage = async ({ first, query }: { first: Call; query: object | undefined }): Promise<Sent<Page<Item>>> => {
    const { data, pagination, response } = await send<Item[]>({ ...first, query })
    if (!Array.isArray(data))
      throw new FlowServerError({ code: 'INVALID_RESPONSE', type: 'server_error', message: 'The server answered a list call without a list.' })
    const page = new Page({
      items: data,
      // The spec promises it; a server that leaves it out has given all there is.
      pagination: (pagination ?? { perPage: data.length, nextCursor: null }) as Pagination,
      next: async (cursor) => (await fetchPage({ first, query: { ...query, page: undefined, cursor } })).data,
    })
    return { data: page, response }
  }
  const start = async (): Promise<Sent<Page<Item>>> => {
    const first = call()
    return fetchPage({ first, query: first.query })
  }
  return new PagePromise(start())
}
