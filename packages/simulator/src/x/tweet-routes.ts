import { hash } from 'node:crypto'
import { readList, readNumber, readObject, readText } from '../kit/read-value.ts'
import { showMedia } from '../kit/show-media.ts'
import { snowflake, stableDigits } from '../kit/stable-id.ts'
import type { PublishedItem } from '../ledger/published-item.ts'
import type { Answer } from '../server/answer.ts'
import type { Exchange } from '../server/exchange.ts'
import type { Route } from '../server/network.ts'
import type { XMedia, XMedias } from './media-routes.ts'
import { link, weighText } from './weigh-text.ts'
import { refuseInvalid, refuseX } from './x-errors.ts'

const network = 'x'

export const userOf = (account: string) => ({ id: stableDigits(account, 16), username: account.replace(/\W/g, '_').slice(0, 15), name: account.slice(0, 50) })

/** https://docs.x.com/x-api/posts/create-post, read 2026-11-23 */
export function tweetRoutes(medias: XMedias): Route[] {
  const lastByText = new Map<string, string>()

  const create = (exchange: Exchange): Answer => {
    const { request, world, account, publish } = exchange
    const text = readText(request.body.text) ?? ''
    const media = readMedia({ exchange, medias })
    if (text.trim() === '' && media.length === 0) throw refuseInvalid({ name: 'text', value: text, message: 'Tweet must contain text or media.' })
    if (weighText(text) > 280) throw refuseX('Your Tweet text is too long. For more information, see the counting characters documentation.')
    const options = readList(readObject(request.body.poll).options)
    if (request.body.poll !== undefined && (options.length < 2 || options.length > 4))
      throw refuseInvalid({ name: 'poll.options', value: options.length, message: 'A poll has 2 to 4 options' })
    const parentId = readText(readObject(request.body.reply).in_reply_to_tweet_id)
    if (parentId !== null && !world.ledger.find({ network, id: parentId }))
      throw refuseX('You attempted to reply to a Tweet that is deleted or not visible to you.')
    const textKey = hash('sha1', `${account}\n${text}`, 'base64')
    const last = lastByText.get(textKey)
    if (world.settings.refusesDuplicates && text !== '' && last !== undefined && world.ledger.find({ network, id: last })) {
      throw refuseX('You are not allowed to create a Tweet with duplicate content.')
    }
    const id = snowflake({ nowMs: world.nowMs(), number: world.nextNumber() })
    const item = publish({
      id,
      text,
      parentId,
      media: media.flatMap(({ stored, alt }) => (stored ? [showMedia(stored, alt)] : [])),
      url: `https://x.com/${userOf(account).username}/status/${id}`,
      record: { reply_settings: request.body.reply_settings ?? null, poll: request.body.poll ?? null, media_ids: media.map((one) => one.id) },
    })
    lastByText.set(textKey, id)
    return { status: 201, json: { data: { id, text: showText(item.text), edit_history_tweet_ids: [id] } } }
  }

  return [
    { method: 'POST', path: '/2/tweets', operation: 'create', handle: create },
    {
      method: 'GET',
      path: '/2/tweets/:id',
      operation: 'check',
      handle: ({ params, world }) => {
        const item = world.ledger.find({ network, id: params.id ?? '' })
        if (item) return { status: 200, json: { data: showTweet(item) } }
        return {
          status: 200,
          json: { errors: [{ value: params.id, title: 'Not Found Error', type: 'https://api.twitter.com/2/problems/resource-not-found' }] },
        }
      },
    },
    {
      method: 'GET',
      path: '/2/users/:id/tweets',
      operation: 'check',
      handle: ({ params, world, account, request }) => {
        const limit = readNumber(request.query.get('max_results')) ?? 10
        if (limit < 5 || limit > 100) throw refuseInvalid({ name: 'max_results', value: limit, message: 'max_results must be between 5 and 100' })
        const found = params.id === userOf(account).id ? world.ledger.newest({ network, account, limit }) : []
        const [newest, oldest] = [found[0]?.id, found.at(-1)?.id]
        const meta = { result_count: found.length, ...(newest && oldest ? { newest_id: newest, oldest_id: oldest } : {}) }
        return { status: 200, json: found.length > 0 ? { data: found.map(showTweet), meta } : { meta } }
      },
    },
    {
      method: 'DELETE',
      path: '/2/tweets/:id',
      operation: 'delete',
      handle: ({ params, world, account }) => {
        const item = world.ledger.find({ network, id: params.id ?? '' })
        if (item === undefined) throw refuseX('Could not find the Tweet.', 404)
        if (item.account !== account) throw refuseX('You are not permitted to delete this Tweet.')
        world.ledger.remove(item)
        return { status: 200, json: { data: { deleted: true } } }
      },
    },
  ]
}

function readMedia({ exchange: { request, account, world }, medias }: { exchange: Exchange; medias: XMedias }): XMedia[] {
  const ids = readList(readObject(request.body.media).media_ids)
  if (ids.length > 4) throw refuseInvalid({ name: 'media.media_ids', value: ids.length, message: 'A Tweet has at most 4 media' })
  const found = ids.flatMap((id) => medias.get(String(id)) ?? [])
  const areGood = found.length === ids.length && found.every((media) => media.account === account && media.stored !== null && media.readyAtMs <= world.nowMs())
  if (!areGood) throw refuseInvalid({ name: 'media.media_ids', value: ids.join(','), message: 'Your media IDs are invalid.' })
  return found
}

/** Text as X gives it back: addresses become its own short ones, and markup is escaped. */
const showText = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(link, (url) => `https://t.co/${hash('sha1', url, 'base64url').slice(0, 10)}`)

/** https://docs.x.com/x-api/fundamentals/data-dictionary, with all the fields that may be asked for. */
const showTweet = ({ id, text, publishedAt, parentId, record }: PublishedItem): object => ({
  id,
  text: showText(text),
  created_at: publishedAt,
  edit_history_tweet_ids: [id],
  ...(parentId === null ? {} : { referenced_tweets: [{ type: 'replied_to', id: parentId }] }),
  ...(readList(record.media_ids).length === 0 ? {} : { attachments: { media_keys: readList(record.media_ids).map((mediaId) => `3_${mediaId}`) } }),
})
