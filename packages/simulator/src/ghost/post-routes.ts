import { readList, readObject, readText } from '../kit/read-value.ts'
import { showLinkedMedia } from '../kit/show-media.ts'
import { freeSlug, slugify } from '../kit/slugify.ts'
import { stableDigits } from '../kit/stable-id.ts'
import type { Answer } from '../server/answer.ts'
import type { Exchange } from '../server/exchange.ts'
import type { Route } from '../server/network.ts'
import { refuseGhost, refuseValidation } from './ghost-errors.ts'

type GhostPost = {
  id: string
  title: string
  slug: string
  status: string
  html: string | null
  lexical: string | null
  updatedAt: string
  fields: Readonly<Record<string, unknown>>
}

const path = '/ghost/api/admin/posts'

export function postRoutes({ check }: { check: (handle: (exchange: Exchange) => Answer) => (exchange: Exchange) => Answer }): Route[] {
  const posts = new Map<string, GhostPost>()
  const bySlug = new Map<string, string>()
  const itemOf = (exchange: Exchange, id: string) => exchange.world.ledger.find({ network: 'ghost', id })
  const isThere = (exchange: Exchange, post: GhostPost) => post.status !== 'published' || itemOf(exchange, post.id) !== undefined
  const all = (exchange: Exchange) => [...posts.values()].filter((post) => isThere(exchange, post)).reverse()
  const withSlug = (exchange: Exchange, slug: string): GhostPost | undefined => {
    const post = posts.get(bySlug.get(slug) ?? '')
    return post?.slug === slug && isThere(exchange, post) ? post : undefined
  }
  const required = (post: GhostPost | undefined): GhostPost => {
    if (post) return post
    throw refuseGhost({ status: 404, type: 'NotFoundError', message: 'Resource not found error, cannot read post.', context: 'Post not found.' })
  }
  const byId = (exchange: Exchange): GhostPost => {
    const post = posts.get(exchange.params.id ?? '')
    return required(post && isThere(exchange, post) ? post : undefined)
  }

  const save = (exchange: Exchange, before: GhostPost | null): Answer => {
    const { request, world, baseUrl, publish } = exchange
    const given = readObject(readList(request.body.posts)[0])
    if (Object.keys(given).length === 0)
      throw refuseGhost({ status: 422, type: 'ValidationError', message: "No root key ('posts') provided.", property: 'posts' })
    const title = readText(given.title) ?? before?.title ?? ''
    if (title.trim() === '') throw refuseValidation({ context: 'Value in [posts.title] cannot be blank.', property: 'title' })
    if ([...title].length > 255) throw refuseValidation({ context: 'Value in [posts.title] exceeds maximum length of 255 characters.', property: 'title' })
    const status = readText(given.status) ?? before?.status ?? 'draft'
    if (!['draft', 'published', 'scheduled', 'sent'].includes(status))
      throw refuseValidation({ context: 'Value in [posts.status] must be one of draft, published, scheduled, sent.', property: 'status' })
    if (status === 'scheduled' && !(Date.parse(readText(given.published_at) ?? '') > world.nowMs() + 120_000)) {
      throw refuseValidation({ context: 'Date must be at least 2 minutes in the future.', property: 'published_at' })
    }
    const wanted = slugify(readText(given.slug) ?? before?.slug ?? title) || 'untitled'
    const slug = freeSlug({ wanted, isTaken: (taken) => (withSlug(exchange, taken)?.id ?? before?.id) !== before?.id })
    const html = request.query.get('source') === 'html' ? readText(given.html) : null
    const updatedAt = new Date(Math.max(world.nowMs(), before ? Date.parse(before.updatedAt) + 1_000 : 0)).toISOString()
    const id = before?.id ?? Buffer.from(stableDigits(`post ${world.nextNumber()}`, 12)).toString('hex')
    const post: GhostPost = {
      id,
      title,
      slug,
      status,
      html: html ?? before?.html ?? null,
      lexical: readText(given.lexical) ?? before?.lexical ?? null,
      updatedAt,
      fields: { ...before?.fields, ...given },
    }
    posts.set(id, post)
    bySlug.set(slug, id)
    const picture = readText(post.fields.feature_image)
    const media = picture ? [showLinkedMedia({ url: picture, alt: readText(post.fields.feature_image_alt) })] : []
    const shown = {
      title,
      text: post.html ?? post.lexical ?? '',
      media,
      url: `${baseUrl}/${slug}/`,
      clientKey: slug,
      record: { tags: given.tags ?? [], canonical_url: given.canonical_url ?? null },
    }
    const item = itemOf(exchange, id)
    if (item && status === 'published') world.ledger.replace(item, shown)
    else if (item) world.ledger.remove(item)
    else if (status === 'published') publish({ id, ...shown })
    return { status: before ? 200 : 201, json: { posts: [show(post, baseUrl)] } }
  }

  return [
    { method: 'POST', path, operation: 'create', handle: check((exchange) => save(exchange, null)) },
    {
      method: 'PUT',
      path: `${path}/:id`,
      operation: 'edit',
      handle: check((exchange) => {
        const before = byId(exchange)
        const updatedAt = readText(readObject(readList(exchange.request.body.posts)[0]).updated_at)
        if (updatedAt === null) throw refuseValidation({ context: 'Value in [posts.updated_at] cannot be blank.', property: 'updated_at' })
        if (Date.parse(updatedAt) !== Date.parse(before.updatedAt)) {
          throw refuseGhost({
            status: 409,
            type: 'UpdateCollisionError',
            message: 'Saving failed! Someone else is editing this post.',
            code: 'UPDATE_COLLISION',
          })
        }
        return save(exchange, before)
      }),
    },
    {
      method: 'GET',
      path,
      operation: 'check',
      handle: check((exchange) => {
        const [, slug] = /slug:'?([^',+]+)/.exec(exchange.request.query.get('filter') ?? '') ?? []
        const found = slug === undefined ? all(exchange) : [withSlug(exchange, slug)].flatMap((post) => post ?? [])
        return {
          status: 200,
          json: { posts: found.slice(0, 15).map((post) => show(post, exchange.baseUrl)), meta: { pagination: { page: 1, limit: 15, total: found.length } } },
        }
      }),
    },
    {
      method: 'GET',
      path: `${path}/slug/:slug`,
      operation: 'check',
      handle: check((exchange) => ({
        status: 200,
        json: {
          posts: [show(required(withSlug(exchange, exchange.params.slug ?? '')), exchange.baseUrl)],
        },
      })),
    },
    {
      method: 'GET',
      path: `${path}/:id`,
      operation: 'check',
      handle: check((exchange) => ({ status: 200, json: { posts: [show(byId(exchange), exchange.baseUrl)] } })),
    },
    {
      method: 'DELETE',
      path: `${path}/:id`,
      operation: 'delete',
      handle: check((exchange) => {
        const { id } = byId(exchange)
        const item = itemOf(exchange, id)
        if (item) exchange.world.ledger.remove(item)
        posts.delete(id)
        return { status: 204 }
      }),
    },
  ]
}

function show({ id, title, slug, status, html, lexical, updatedAt, fields }: GhostPost, baseUrl: string): object {
  const { feature_image: picture, feature_image_alt: alt, canonical_url: canonical, tags, published_at: publishedAt, visibility } = fields
  return {
    id,
    uuid: id,
    title,
    slug,
    status,
    html,
    lexical: lexical ?? JSON.stringify({ root: { children: [{ type: 'html', html }] } }),
    feature_image: picture ?? null,
    feature_image_alt: alt ?? null,
    canonical_url: canonical ?? null,
    visibility: visibility ?? 'public',
    tags: readList(tags),
    created_at: updatedAt,
    updated_at: updatedAt,
    published_at: publishedAt ?? (status === 'published' ? updatedAt : null),
    url: status === 'published' ? `${baseUrl}/${slug}/` : `${baseUrl}/p/${id}/`,
  }
}
