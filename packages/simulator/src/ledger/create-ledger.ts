import { hash } from 'node:crypto'
import type { NewPost, PublishedFilter, PublishedItem } from './published-item.ts'

export type Duplicate = Pick<PublishedItem, 'network' | 'account' | 'target' | 'parentId' | 'title' | 'text'> & { count: number; ids: string[] }

type MadePost = NewPost & { network: string; account: string; nowMs: number }

/** All that is public. */
export type Ledger = {
  add: (post: MadePost) => PublishedItem
  /** The item that a post would be, without making it public. */
  imagine: (post: MadePost) => PublishedItem
  find: (key: { network: string; id: string }) => PublishedItem | undefined
  replace: (item: PublishedItem, change: Partial<NewPost>) => PublishedItem
  remove: (item: PublishedItem) => void
  /** One account's posts, newest first. */
  newest: (key: { network: string; account: string; target?: string; limit?: number }) => PublishedItem[]
  /** In the order of publishing. */
  list: (filter?: PublishedFilter) => PublishedItem[]
  duplicates: () => Duplicate[]
  countDuplicates: () => number
  isDuplicate: (item: PublishedItem) => boolean
  /** Rises with every change. */
  version: () => number
  size: () => number
}

export function createLedger(): Ledger {
  const items = new Map<string, PublishedItem>()
  // Ids that may have been removed since; what `items` no longer holds is passed over, so that removing costs nothing.
  const byAccount = new Map<string, string[]>()
  const byFingerprint = new Map<string, Set<string>>()
  let seq = 0
  let version = 0
  let doubled = 0

  const keep = (item: PublishedItem): PublishedItem => {
    const key = keyOf(item)
    items.set(key, item)
    const twins = byFingerprint.get(item.fingerprint)
    if (twins) twins.add(key)
    else byFingerprint.set(item.fingerprint, new Set([key]))
    if (twins?.size === 2) doubled += 1
    version += 1
    return item
  }
  const forget = (item: PublishedItem): void => {
    const key = keyOf(item)
    items.delete(key)
    const twins = byFingerprint.get(item.fingerprint)
    twins?.delete(key)
    if (twins?.size === 1) doubled -= 1
    if (twins?.size === 0) byFingerprint.delete(item.fingerprint)
    version += 1
  }

  return {
    imagine: ({ nowMs, ...post }) => complete({ seq: seq + 1, publishedAt: new Date(nowMs).toISOString(), ...post }),
    add: ({ nowMs, ...post }) => {
      seq += 1
      const item = complete({ seq, publishedAt: new Date(nowMs).toISOString(), ...post })
      const accountKey = `${item.network}\n${item.account}`
      const own = byAccount.get(accountKey)
      if (own) own.push(keyOf(item))
      else byAccount.set(accountKey, [keyOf(item)])
      return keep(item)
    },
    find: ({ network, id }) => items.get(`${network}\n${id}`),
    replace: (item, change) => {
      forget(item)
      return keep(complete({ ...item, ...change, id: item.id }))
    },
    remove: forget,
    newest: ({ network, account, target, limit = 20 }) => {
      const own = byAccount.get(`${network}\n${account}`) ?? []
      const found: PublishedItem[] = []
      for (let at = own.length - 1; at >= 0 && found.length < limit; at -= 1) {
        const item = items.get(own[at] ?? '')
        if (item && (target === undefined || item.target === target)) found.push(item)
      }
      return found
    },
    list: ({ network, account, text, afterSeq = 0, limit } = {}) => {
      const found: PublishedItem[] = []
      for (const item of items.values()) {
        if (item.seq <= afterSeq || (network !== undefined && item.network !== network) || (account !== undefined && item.account !== account)) continue
        if (text === undefined || item.text.includes(text) || item.title?.includes(text)) found.push(item)
      }
      found.sort((a, b) => a.seq - b.seq)
      return limit === undefined ? found : found.slice(Math.max(0, found.length - limit))
    },
    duplicates: () =>
      [...byFingerprint.values()].flatMap((twins) => {
        const [first, ...rest] = [...twins].flatMap((key) => items.get(key) ?? [])
        if (first === undefined || rest.length === 0) return []
        const { network, account, target, parentId, title, text } = first
        return [{ network, account, target, parentId, title, text, count: rest.length + 1, ids: [first, ...rest].map(({ id }) => id) }]
      }),
    countDuplicates: () => doubled,
    isDuplicate: (item) => (byFingerprint.get(item.fingerprint)?.size ?? 0) > 1,
    version: () => version,
    size: () => items.size,
  }
}

const keyOf = ({ network, id }: { network: string; id: string }): string => `${network}\n${id}`

function complete(post: NewPost & { seq: number; network: string; account: string; publishedAt: string }): PublishedItem {
  const { title = null, target = null, parentId = null, media = [], url = null, clientKey = null, record = {} } = post
  const fingerprint = hash('sha1', [post.network, post.account, target, parentId, title, post.text].join('\u0000'), 'base64')
  return { ...post, title, target, parentId, media, url, clientKey, record, fingerprint }
}
