import { readNumber, readText } from '../kit/read-value.ts'
import { showLinkedMedia } from '../kit/show-media.ts'
import { slugify } from '../kit/slugify.ts'
import { stableDigits } from '../kit/stable-id.ts'
import type { Answer } from '../server/answer.ts'
import type { Exchange } from '../server/exchange.ts'
import type { Network, Route } from '../server/network.ts'
import { devtoErrors, refuseDevto } from './devto-errors.ts'
import { marksOf, readArticle, type Article } from './read-article.ts'

/** Dev.to, or any Forem. The account is the API key. */
export function createDevto(): Network {
  const articles = new Map<number, Article>()
  const newestByMark = new Map<string, number>()
  const itemOf = ({ world }: Exchange, id: number) => world.ledger.find({ network: 'devto', id: String(id) })
  const all = (exchange: Exchange) => [...articles.values()].filter(({ isPublished, id }) => !isPublished || itemOf(exchange, id) !== undefined).reverse()
  // One that was published and dropped in silence is nowhere.
  const isThere = (exchange: Exchange, article: Article | undefined): article is Article =>
    article !== undefined && (!article.isPublished || itemOf(exchange, article.id) !== undefined)
  const find = (exchange: Exchange): Article => {
    const article = articles.get(readNumber(exchange.params.id) ?? 0)
    if (!isThere(exchange, article)) throw refuseDevto('not found', 404)
    return article
  }
  const save = (exchange: Exchange, before: Article | null): Answer => {
    const findOther = (mark: string): Article | undefined => {
      const other = articles.get(newestByMark.get(mark) ?? 0)
      return isThere(exchange, other) && other.id !== before?.id ? other : undefined
    }
    const article = readArticle({ exchange, before, findOther })
    articles.set(article.id, article)
    for (const mark of marksOf(article)) newestByMark.set(mark, article.id)
    const { id, title, markdown, mainImage, canonicalUrl, isPublished, tags } = article
    const shown = {
      title,
      text: markdown,
      media: mainImage ? [showLinkedMedia({ url: mainImage })] : [],
      url: urlOf(article),
      clientKey: canonicalUrl,
      record: { tags },
    }
    const item = itemOf(exchange, id)
    if (item && isPublished) exchange.world.ledger.replace(item, shown)
    else if (item) exchange.world.ledger.remove(item)
    else if (isPublished) exchange.publish({ id: String(id), ...shown })
    return { status: before ? 200 : 201, json: show(article) }
  }
  const list = (path: string, fits: (article: Article) => boolean): Route => ({
    method: 'GET',
    path: `/api/articles/me${path}`,
    operation: 'check',
    handle: (exchange) => {
      const perPage = Math.min(1_000, readNumber(exchange.request.query.get('per_page')) ?? 30)
      const page = Math.max(1, readNumber(exchange.request.query.get('page')) ?? 1)
      const own = all(exchange).filter((article) => article.account === exchange.account && fits(article))
      return { status: 200, json: own.slice((page - 1) * perPage, page * perPage).map(show) }
    },
  })
  const requireAgent =
    (handle: (exchange: Exchange) => Answer) =>
    (exchange: Exchange): Answer => {
      if (!exchange.request.headers['user-agent']) throw refuseDevto('forbidden: a User-Agent is required', 403)
      return handle(exchange)
    }

  return {
    name: 'devto',
    displayName: 'Dev.to',
    errors: devtoErrors,
    tokenOf: ({ headers }) => readText(headers['api-key']),
    rate: { limit: 10, windowMs: 30_000, headers: () => ({}) },
    routes: [
      {
        method: 'GET',
        path: '/api/users/me',
        operation: 'describe',
        handle: ({ account }) => {
          const username = usernameOf(account)
          return {
            status: 200,
            json: {
              type_of: 'user',
              id: Number(stableDigits(account, 7)),
              username,
              name: username,
              summary: null,
              joined_at: 'Jan 1, 2026',
              profile_image: null,
            },
          }
        },
      },
      list('', ({ isPublished }) => isPublished),
      list('/published', ({ isPublished }) => isPublished),
      list('/unpublished', ({ isPublished }) => !isPublished),
      list('/all', () => true),
      { method: 'POST', path: '/api/articles', operation: 'create', handle: requireAgent((exchange) => save(exchange, null)) },
      {
        method: 'PUT',
        path: '/api/articles/:id',
        operation: 'edit',
        handle: requireAgent((exchange) => {
          const article = find(exchange)
          if (article.account !== exchange.account) throw refuseDevto('unauthorized', 401)
          return save(exchange, article)
        }),
      },
      { method: 'GET', path: '/api/articles/:id', operation: 'check', isOpen: true, handle: (exchange) => ({ status: 200, json: show(find(exchange)) }) },
    ],
  }
}

const usernameOf = (account: string): string =>
  account
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '_')
    .slice(0, 30)
const slugOf = ({ title, id }: Article): string => `${slugify(title)}-${id.toString(36)}`
const urlOf = (article: Article): string => `https://dev.to/${usernameOf(article.account)}/${slugOf(article)}`

function show(article: Article): object {
  const { id, title, markdown, isPublished, tags, canonicalUrl, mainImage, description, createdAtMs, account } = article
  const publishedAt = isPublished ? new Date(createdAtMs).toISOString() : null
  return {
    type_of: 'article',
    id,
    title,
    description,
    published: isPublished,
    published_at: publishedAt,
    published_timestamp: publishedAt ?? '',
    slug: slugOf(article),
    path: `/${usernameOf(account)}/${slugOf(article)}`,
    url: urlOf(article),
    canonical_url: canonicalUrl ?? urlOf(article),
    cover_image: mainImage,
    tag_list: tags,
    body_markdown: markdown,
    user: { username: usernameOf(account), name: usernameOf(account) },
  }
}
