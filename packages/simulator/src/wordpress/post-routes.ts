import { readList, readNumber, readObject, readText } from '../kit/read-value.ts'
import type { Answer } from '../server/answer.ts'
import type { Exchange } from '../server/exchange.ts'
import type { Route } from '../server/network.ts'
import type { BlogMedia } from './media-routes.ts'
import type { BlogPost, PostStore } from './post-store.ts'
import { refuseParameter, refuseWordpress } from './wordpress-errors.ts'

const statuses = ['publish', 'future', 'draft', 'pending', 'private']
const path = '/wp-json/wp/v2/posts'

export function postRoutes({ posts, media }: { posts: PostStore; media: ReadonlyMap<number, BlogMedia> }): Route[] {
  const save = (exchange: Exchange, before: BlogPost | null): Answer => {
    const { request, world, account } = exchange
    const { body } = request
    const raw = (value: unknown, old: string | undefined) => readText(value) ?? readText(readObject(value).raw) ?? old ?? ''
    const status = readText(body.status) ?? before?.status ?? 'draft'
    if (!statuses.includes(status)) throw refuseParameter({ name: 'status', problem: `status is not one of ${statuses.join(', ')}.` })
    const featuredMedia = readNumber(body.featured_media) ?? before?.featuredMedia ?? 0
    if (featuredMedia !== 0 && !media.has(featuredMedia))
      throw refuseWordpress({ status: 400, code: 'rest_invalid_featured_media', message: 'Invalid featured media ID.' })
    const dateGmt = readText(body.date_gmt) ?? readText(body.date)
    if (dateGmt !== null && Number.isNaN(Date.parse(dateGmt))) throw refuseParameter({ name: 'date_gmt', problem: 'Invalid date.' })
    const date = dateGmt ?? before?.date ?? new Date(world.nowMs()).toISOString().slice(0, 19)
    const isAhead = Date.parse(/[zZ]|[+-]\d\d:?\d\d$/.test(date) ? date : `${date}Z`) > world.nowMs() + 60_000
    const post: BlogPost = {
      id: before?.id ?? world.nextNumber(),
      account,
      title: raw(body.title, before?.title),
      content: raw(body.content, before?.content),
      excerpt: raw(body.excerpt, before?.excerpt),
      slug: before?.slug ?? '',
      status: status === 'publish' && isAhead ? 'future' : status,
      date,
      featuredMedia,
      categories: body.categories === undefined ? (before?.categories ?? [1]) : readList(body.categories),
      tags: body.tags === undefined ? (before?.tags ?? []) : readList(body.tags),
    }
    if (post.title === '' && post.content === '' && post.excerpt === '') {
      throw refuseWordpress({ status: 400, code: 'empty_content', message: 'Content, title, and excerpt are empty.' })
    }
    const saved = posts.save({ post, exchange, wantedSlug: readText(body.slug) })
    return {
      status: before ? 200 : 201,
      json: showPost({ post: saved, exchange }),
      headers: before ? {} : { location: `${exchange.baseUrl}${path}/${saved.id}` },
    }
  }
  const find = (exchange: Exchange): BlogPost => {
    const post = posts.find({ id: readNumber(exchange.params.id) ?? 0, exchange })
    if (post === undefined || (post.status !== 'publish' && exchange.token === null)) {
      throw refuseWordpress({ status: 404, code: 'rest_post_invalid_id', message: 'Invalid post ID.' })
    }
    return post
  }

  return [
    { method: 'POST', path, operation: 'create', handle: (exchange) => save(exchange, null) },
    ...(['POST', 'PUT', 'PATCH'] as const).map(
      (method): Route => ({ method, path: `${path}/:id`, operation: 'edit', handle: (exchange) => save(exchange, find(exchange)) }),
    ),
    {
      method: 'GET',
      path,
      operation: 'check',
      isOpen: true,
      handle: (exchange) => {
        const { query } = exchange.request
        const wanted = (query.get('status') ?? 'publish').split(',')
        if (exchange.token === null && wanted.some((status) => status !== 'publish')) {
          throw refuseParameter({ name: 'status', problem: 'Status is forbidden.' })
        }
        const slugs = query.get('slug')?.split(',')
        const search = query.get('search')?.toLowerCase() ?? ''
        const candidates = slugs ? slugs.flatMap((slug) => posts.findBySlug({ slug, exchange }) ?? []) : posts.list(exchange)
        const isWanted = ({ status, title, content }: BlogPost) =>
          (wanted.includes('any') || wanted.includes(status)) && `${title} ${content}`.toLowerCase().includes(search)
        const found = candidates.filter(isWanted)
        const perPage = Math.min(100, readNumber(query.get('per_page')) ?? 10)
        const shown = found.slice(0, perPage).map((post) => showPost({ post, exchange }))
        return { status: 200, json: shown, headers: { 'x-wp-total': String(found.length), 'x-wp-totalpages': String(Math.ceil(found.length / perPage)) } }
      },
    },
    {
      method: 'GET',
      path: `${path}/:id`,
      operation: 'check',
      isOpen: true,
      handle: (exchange) => ({ status: 200, json: showPost({ post: find(exchange), exchange }) }),
    },
    {
      method: 'DELETE',
      path: `${path}/:id`,
      operation: 'delete',
      handle: (exchange) => {
        const post = find(exchange)
        const previous = showPost({ post, exchange })
        if (exchange.request.query.get('force') !== 'true') {
          return {
            status: 200,
            json: showPost({ post: posts.save({ post: { ...post, status: 'trash' }, exchange, wantedSlug: `${post.slug}__trashed` }), exchange }),
          }
        }
        posts.remove({ post, exchange })
        return { status: 200, json: { deleted: true, previous } }
      },
    },
  ]
}

function showPost({ post, exchange: { baseUrl } }: { post: BlogPost; exchange: Exchange }) {
  const { id, title, content, excerpt, slug, status, date, featuredMedia, categories, tags } = post
  return {
    id,
    date,
    date_gmt: date,
    modified_gmt: date,
    slug,
    status,
    type: 'post',
    link: status === 'publish' ? `${baseUrl}/${slug}/` : `${baseUrl}/?p=${id}`,
    title: { raw: title, rendered: title },
    content: { raw: content, rendered: content, protected: false },
    excerpt: { raw: excerpt, rendered: excerpt, protected: false },
    author: 1,
    featured_media: featuredMedia,
    comment_status: 'open',
    sticky: false,
    format: 'standard',
    meta: [],
    categories,
    tags,
  }
}
