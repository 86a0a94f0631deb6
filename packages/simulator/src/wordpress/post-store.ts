import { freeSlug, slugify } from '../kit/slugify.ts'
import { showMedia } from '../kit/show-media.ts'
import type { Exchange } from '../server/exchange.ts'
import type { BlogMedia } from './media-routes.ts'

export type BlogPost = {
  id: number
  account: string
  title: string
  content: string
  excerpt: string
  slug: string
  status: string
  date: string
  featuredMedia: number
  categories: readonly unknown[]
  tags: readonly unknown[]
}

/** All posts of the site. Those with status `publish` are in the ledger too. */
export type PostStore = {
  save: (save: { post: BlogPost; exchange: Exchange; wantedSlug: string | null }) => BlogPost
  find: (key: { id: number; exchange: Exchange }) => BlogPost | undefined
  findBySlug: (key: { slug: string; exchange: Exchange }) => BlogPost | undefined
  remove: (remove: { post: BlogPost; exchange: Exchange }) => void
  list: (exchange: Exchange) => BlogPost[]
}

export function createPostStore({ media }: { media: ReadonlyMap<number, BlogMedia> }): PostStore {
  const posts = new Map<number, BlogPost>()
  const bySlug = new Map<string, number>()
  const itemOf = ({ id, exchange }: { id: number; exchange: Exchange }) => exchange.world.ledger.find({ network: 'wordpress', id: String(id) })
  // One that was published and dropped in silence is nowhere.
  const isThere = (post: BlogPost, exchange: Exchange) => post.status !== 'publish' || itemOf({ id: post.id, exchange }) !== undefined

  const find: PostStore['find'] = ({ id, exchange }) => {
    const post = posts.get(id)
    return post && isThere(post, exchange) ? post : undefined
  }
  const findBySlug: PostStore['findBySlug'] = ({ slug, exchange }) => {
    const post = find({ id: bySlug.get(slug) ?? 0, exchange })
    return post?.slug === slug ? post : undefined
  }
  const list: PostStore['list'] = (exchange) => [...posts.values()].filter((post) => isThere(post, exchange)).reverse()

  return {
    find,
    findBySlug,
    list,
    save: ({ post, exchange, wantedSlug }) => {
      const wanted = slugify(wantedSlug ?? '') || post.slug || (post.status === 'publish' ? slugify(post.title) || String(post.id) : '')
      const isTaken = (slug: string) => slug !== '' && (findBySlug({ slug, exchange })?.id ?? post.id) !== post.id
      const saved = { ...post, slug: freeSlug({ wanted, isTaken }) }
      posts.set(saved.id, saved)
      bySlug.set(saved.slug, saved.id)
      const item = itemOf({ id: saved.id, exchange })
      const picture = media.get(saved.featuredMedia)
      const shown = {
        title: saved.title,
        text: saved.content,
        media: picture ? [showMedia(picture.stored, picture.alt)] : [],
        url: `${exchange.baseUrl}/${saved.slug}/`,
        clientKey: saved.slug,
        record: { excerpt: saved.excerpt, categories: saved.categories, tags: saved.tags },
      }
      if (item && saved.status === 'publish') exchange.world.ledger.replace(item, shown)
      else if (item) exchange.world.ledger.remove(item)
      else if (saved.status === 'publish') exchange.publish({ id: String(saved.id), ...shown })
      return saved
    },
    remove: ({ post, exchange }) => {
      posts.delete(post.id)
      const item = itemOf({ id: post.id, exchange })
      if (item) exchange.world.ledger.remove(item)
    },
  }
}
