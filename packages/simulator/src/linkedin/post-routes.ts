import { readNumber, readObject, readText } from '../kit/read-value.ts'
import type { PublishedItem } from '../ledger/published-item.ts'
import type { Answer } from '../server/answer.ts'
import type { Exchange } from '../server/exchange.ts'
import type { Route } from '../server/network.ts'
import { requireAuthor } from './authors.ts'
import { versioned } from './check-version.ts'
import { refuseLinkedin } from './linkedin-errors.ts'
import type { Assets } from './media-routes.ts'
import { readContent } from './read-content.ts'
import { readLittleText } from './read-little-text.ts'

const network = 'linkedin'
const duplicateWindowMs = 600_000
const visibilities = new Set(['PUBLIC', 'CONNECTIONS', 'LOGGED_IN'])

/** https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/posts-api, read 2026-11-23 */
export function postRoutes(assets: Assets): Route[] {
  const lastByText = new Map<string, { urn: string; atMs: number }>()

  const create = (exchange: Exchange): Answer => {
    const { request, world, publish } = exchange
    const { body } = request
    const author = requireAuthor({ exchange, author: body.author, field: 'author' })
    const commentary = readText(body.commentary) ?? ''
    if (!visibilities.has(readText(body.visibility) ?? '')) throw missing('visibility')
    if (body.lifecycleState !== 'PUBLISHED') throw missing('lifecycleState')
    if (readObject(body.distribution).feedDistribution === undefined) throw missing('distribution')
    if ([...commentary].length > 3_000) {
      const message = `ERROR :: /commentary :: text length (${[...commentary].length} characters) exceeded the maximum allowed (3000 characters)`
      throw refuseLinkedin({ status: 422, code: 'FIELD_LENGTH_TOO_LONG', message })
    }
    const media = readContent({ exchange, assets })
    if (commentary === '' && body.content === undefined && body.reshareContext === undefined) throw missing('commentary')
    const last = lastByText.get(`${author}\n${commentary}`)
    const twin = last && last.atMs > world.nowMs() - duplicateWindowMs ? world.ledger.find({ network, id: last.urn }) : undefined
    if (twin && world.settings.refusesDuplicates) {
      throw refuseLinkedin({ status: 422, code: 'DUPLICATE_POST', message: `Content is a duplicate of ${twin.id}` })
    }
    const urn = `urn:li:share:${7_000_000_000_000_000_000n + BigInt(world.nowMs()) * 1_024n + BigInt(world.nextNumber() % 1_024)}`
    const url = `https://www.linkedin.com/feed/update/${urn}`
    publish({
      id: urn,
      text: readLittleText(commentary),
      target: author,
      media,
      url,
      record: { commentary, visibility: body.visibility, content: body.content ?? null },
    })
    lastByText.set(`${author}\n${commentary}`, { urn, atMs: world.nowMs() })
    return { status: 201, headers: { 'x-restli-id': urn, 'x-linkedin-id': urn, location: `/posts/${encodeURIComponent(urn)}` } }
  }

  const comment = (exchange: Exchange): Answer => {
    const { request, params, world, publish } = exchange
    const parentId = params.urn ?? ''
    const actor = requireAuthor({ exchange, author: request.body.actor, field: 'actor' })
    const text = readText(readObject(request.body.message).text) ?? ''
    if (!world.ledger.find({ network, id: parentId }))
      throw refuseLinkedin({ status: 404, code: 'NOT_FOUND', message: `Unable to obtain activity for ${parentId}` })
    if (text.trim() === '') throw missing('message/text')
    if ([...text].length > 1_250)
      throw refuseLinkedin({ status: 422, code: 'FIELD_LENGTH_TOO_LONG', message: 'ERROR :: /message/text :: exceeded the maximum allowed (1250 characters)' })
    const id = String(7_000_000_000_000_000_000n + BigInt(world.nowMs()) * 1_024n + BigInt(world.nextNumber() % 1_024))
    const urn = `urn:li:comment:(${parentId},${id})`
    publish({ id: urn, text, target: actor, parentId })
    return { status: 201, json: { id, commentUrn: urn, $URN: urn, actor, object: parentId, message: { text, attributes: [] } }, headers: { 'x-restli-id': id } }
  }

  const find = ({ params, world }: Exchange): PublishedItem => {
    const item = world.ledger.find({ network, id: params.urn ?? '' })
    if (item === undefined) throw refuseLinkedin({ status: 404, code: 'NOT_FOUND', message: 'Could not find entity' })
    return item
  }

  return [
    { method: 'POST', path: '/rest/posts', operation: 'create', handle: versioned(create) },
    {
      method: 'GET',
      path: '/rest/posts',
      operation: 'check',
      handle: versioned((exchange) => {
        const { request, account, world } = exchange
        if (request.query.get('q') !== 'author') throw refuseLinkedin({ status: 400, code: 'ILLEGAL_ARGUMENT', message: 'The finder is not known' })
        const author = requireAuthor({ exchange, author: request.query.get('author'), field: 'author' })
        const count = Math.min(100, readNumber(request.query.get('count')) ?? 10)
        const elements = world.ledger.newest({ network, account, target: author, limit: 1_000 }).filter(({ parentId }) => parentId === null)
        return { status: 200, json: { paging: { start: 0, count, links: [] }, elements: elements.slice(0, count).map(showPost) } }
      }),
    },
    { method: 'GET', path: '/rest/posts/:urn', operation: 'check', handle: versioned((exchange) => ({ status: 200, json: showPost(find(exchange)) })) },
    {
      method: 'DELETE',
      path: '/rest/posts/:urn',
      operation: 'delete',
      handle: versioned((exchange) => {
        exchange.world.ledger.remove(find(exchange))
        return { status: 204 }
      }),
    },
    { method: 'POST', path: '/rest/socialActions/:urn/comments', operation: 'create', handle: versioned(comment) },
    {
      method: 'GET',
      path: '/rest/socialActions/:urn/comments',
      operation: 'check',
      handle: versioned((exchange) => {
        const { account, request, world } = exchange
        const post = find(exchange)
        const count = Math.min(100, readNumber(request.query.get('count')) ?? 10)
        const elements = world.ledger.newest({ network, account, limit: 1_000 }).filter(({ parentId }) => parentId === post.id)
        return { status: 200, json: { paging: { start: 0, count, links: [] }, elements: elements.slice(0, count).map(showComment) } }
      }),
    },
  ]
}

const missing = (field: string) =>
  refuseLinkedin({ status: 422, code: 'MISSING_FIELD', message: `ERROR :: /${field} :: field is required but not found and has no default value` })

const showPost = ({ id, target, record, publishedAt }: PublishedItem): object => ({
  id,
  author: target,
  commentary: record.commentary,
  visibility: record.visibility,
  lifecycleState: 'PUBLISHED',
  publishedAt: Date.parse(publishedAt),
  createdAt: Date.parse(publishedAt),
  ...(record.content ? { content: record.content } : {}),
})

const showComment = ({ id, target, parentId, text, publishedAt }: PublishedItem): object => ({
  id: id.slice(id.lastIndexOf(',') + 1, -1),
  commentUrn: id,
  $URN: id,
  actor: target,
  object: parentId,
  message: { text, attributes: [] },
  created: { actor: target, time: Date.parse(publishedAt) },
})
