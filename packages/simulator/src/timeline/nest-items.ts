import type { PublishedItem } from '../ledger/published-item.ts'

export type Nested = { item: PublishedItem; replies: Nested[] }

/** Threads as trees: each post under its parent where that is public too, newest threads first, parts in their order. */
export function nestItems(items: readonly PublishedItem[]): Nested[] {
  const nodes = new Map(items.map((item) => [`${item.network}\n${item.id}`, { item, replies: [] as Nested[] }]))
  const roots: Nested[] = []
  for (const node of nodes.values()) {
    const parent = node.item.parentId === null ? undefined : nodes.get(`${node.item.network}\n${node.item.parentId}`)
    if (parent && parent.item.seq < node.item.seq) parent.replies.push(node)
    else roots.push(node)
  }
  return roots.reverse()
}
