import { createHash } from 'node:crypto'

const mostLetters = 60

/** An address part for a title, the same at every attempt: what a site knows a post by before it has an id. */
export function toSlug({ title, clientKey }: { title: string; clientKey: string }): string {
  const words = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, mostLetters)
    .replace(/^-+|-+$/g, '')
  return `${words || 'post'}-${createHash('sha256').update(clientKey).digest('hex').slice(0, 8)}`
}
