import { readNumber, readText } from '../kit/read-value.ts'
import type { PublishedItem } from '../ledger/published-item.ts'
import { stableDigits } from '../kit/stable-id.ts'
import type { Answer } from '../server/answer.ts'
import type { Exchange } from '../server/exchange.ts'
import type { Route } from '../server/network.ts'
import { readContainer, statusOf, type Container, type Containers } from './containers.ts'
import { refuseThreads, threadsErrors } from './threads-errors.ts'

const network = 'threads'

export const userOf = (account: string) => ({
  id: stableDigits(account, 17),
  username: account
    .toLowerCase()
    .replace(/[^a-z0-9._]/g, '_')
    .slice(0, 30),
})

/** https://developers.facebook.com/docs/threads/posts, read 2026-11-23: make a container, wait for it, publish it once. */
export function publishRoutes(): Route[] {
  const containers: Containers = new Map()
  const named = ({ request }: Exchange): string => readText(request.body.creation_id) ?? request.query.get('creation_id') ?? ''

  const publish = (exchange: Exchange): Answer => {
    const { world, account } = exchange
    const container = containers.get(named(exchange))
    const status = container && container.account === account ? statusOf({ container, nowMs: world.nowMs() }) : undefined
    if (container === undefined || status === undefined || status === 'IN_PROGRESS' || status === 'EXPIRED') {
      throw refuseThreads({
        code: 24,
        subcode: 4_279_009,
        message: 'The requested resource does not exist',
        type: 'OAuthException',
        title: 'Media Not Found',
        hint: `The media with id ${named(exchange)} cannot be found.`,
      })
    }
    if (status === 'PUBLISHED') throw refuseThreads({ code: 100, message: 'The container has already been published.' })
    if (status === 'ERROR' || container.isCarouselItem) throw refuseThreads({ code: 100, message: 'The container cannot be published.' })
    const { text, media, parentId, mediaType } = container
    const id = String(18_000_000_000_000_000n + BigInt(world.nextNumber()))
    const url = `https://www.threads.com/@${userOf(account).username}/post/${Number(id).toString(36)}`
    const item = exchange.publish({ id, text, media, parentId, url, clientKey: container.id, record: { media_type: mediaType } })
    // What a fault drops in silence leaves its container as it was.
    if (world.ledger.find({ network, id })) container.publishedId = item.id
    return { status: 200, json: { id } }
  }
  const own =
    (handle: (exchange: Exchange) => Answer) =>
    (exchange: Exchange): Answer => {
      const { user } = exchange.params
      if (user !== 'me' && user !== userOf(exchange.account).id)
        throw refuseThreads({ status: 403, code: 10, message: 'The user is not the one of the access token', type: 'OAuthException' })
      return handle(exchange)
    }

  return [
    {
      method: 'POST',
      path: '/:user/threads',
      operation: 'upload',
      handle: own((exchange) => {
        const container = readContainer({ exchange, containers })
        containers.set(container.id, container)
        return { status: 200, json: { id: container.id } }
      }),
    },
    {
      method: 'POST',
      path: '/:user/threads_publish',
      operation: 'create',
      handle: own(publish),
      textOf: (exchange) => containers.get(named(exchange))?.text ?? '',
    },
    {
      method: 'GET',
      path: '/:user/threads',
      operation: 'check',
      handle: own(({ account, world, request }) => {
        const limit = Math.min(100, readNumber(request.query.get('limit')) ?? 25)
        const posts = world.ledger.newest({ network, account, limit: 1_250 }).filter(({ parentId }) => parentId === null)
        return { status: 200, json: { data: posts.slice(0, limit).map(showPost), paging: {} } }
      }),
    },
    {
      method: 'GET',
      path: '/:user/replies',
      operation: 'check',
      handle: own(({ account, world, request }) => {
        const limit = Math.min(100, readNumber(request.query.get('limit')) ?? 25)
        const replies = world.ledger.newest({ network, account, limit: 1_250 }).filter(({ parentId }) => parentId !== null)
        return { status: 200, json: { data: replies.slice(0, limit).map(showPost), paging: {} } }
      }),
    },
    {
      method: 'GET',
      path: '/:user/threads_publishing_limit',
      operation: 'describe',
      handle: own(({ account, world }) => {
        const sinceMs = world.nowMs() - 86_400_000
        const recent = world.ledger.newest({ network, account, limit: 1_250 }).filter(({ publishedAt }) => Date.parse(publishedAt) > sinceMs)
        const replies = recent.filter(({ parentId }) => parentId !== null).length
        const config = { quota_total: 250, quota_duration: 86_400 }
        const data = [{ quota_usage: recent.length - replies, config, reply_quota_usage: replies, reply_config: { ...config, quota_total: 1_000 } }]
        return { status: 200, json: { data } }
      }),
    },
    {
      method: 'GET',
      path: '/:id',
      operation: 'check',
      handle: ({ params, world, account }) => {
        const container = containers.get(params.id ?? '')
        if (container?.account === account) return { status: 200, json: showContainer({ container, nowMs: world.nowMs() }) }
        const item = world.ledger.find({ network, id: params.id ?? '' })
        return item ? { status: 200, json: showPost(item) } : threadsErrors.notFound()
      },
    },
    {
      method: 'DELETE',
      path: '/:id',
      operation: 'delete',
      handle: ({ params, world, account }) => {
        const item = world.ledger.find({ network, id: params.id ?? '' })
        if (item?.account !== account) return threadsErrors.notFound()
        world.ledger.remove(item)
        return { status: 200, json: { success: true, deleted_id: item.id } }
      },
    },
  ]
}

const showContainer = ({ container, nowMs }: { container: Container; nowMs: number }): object => {
  const status = statusOf({ container, nowMs })
  return { id: container.id, status, ...(status === 'ERROR' ? { error_message: container.problem } : {}) }
}

const showPost = ({ id, text, url, publishedAt, record, account, parentId }: PublishedItem): object => ({
  id,
  media_product_type: 'THREADS',
  media_type: record.media_type === 'TEXT' ? 'TEXT_POST' : record.media_type,
  text,
  permalink: url,
  username: userOf(account).username,
  timestamp: publishedAt.replace(/\.\d+Z$/, '+0000'),
  shortcode: Number(id).toString(36),
  is_reply: parentId !== null,
  ...(parentId === null ? {} : { replied_to: { id: parentId } }),
})
