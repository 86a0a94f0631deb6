import { readNumber, readObject, readText } from '../kit/read-value.ts'
import { snowflake, stableDigits } from '../kit/stable-id.ts'
import type { PublishedItem } from '../ledger/published-item.ts'
import type { Exchange } from '../server/exchange.ts'
import type { Route } from '../server/network.ts'
import { refuseDiscord, refuseForm } from './discord-errors.ts'
import { readMessage } from './read-message.ts'
import { showMessage } from './show-message.ts'

const nonceLifeMs = 300_000

/** https://discord.com/developers/docs/resources/message and /channel, as a bot. */
export function botRoutes(): Route[] {
  const byNonce = new Map<string, { id: string; untilMs: number }>()

  const create = (exchange: Exchange) => {
    const { world, account } = exchange
    const channelId = findChannel(exchange)
    const { text, media, embeds, fields } = readMessage(exchange)
    const nonce = typeof fields.nonce === 'number' ? String(fields.nonce) : readText(fields.nonce)
    if (nonce !== null && nonce.length > 25) throw refuseForm({ field: 'nonce', code: 'NONCE_TYPE_TOO_LONG', message: 'Must be between 1 and 25 in length.' })
    const nonceKey = `${account}\n${channelId}\n${nonce}`
    const isEnforced = nonce !== null && fields.enforce_nonce === true
    const known = isEnforced ? byNonce.get(nonceKey) : undefined
    const first = known && known.untilMs > world.nowMs() ? world.ledger.find({ network: 'discord', id: known.id }) : undefined
    if (first) return { status: 200, json: showMessage(first) }
    const item = exchange.publish({
      id: snowflake({ nowMs: world.nowMs(), number: world.nextNumber() }),
      text,
      media,
      target: channelId,
      parentId: readParent({ exchange, channelId, reference: fields.message_reference }),
      clientKey: nonce,
      record: { embeds, allowed_mentions: fields.allowed_mentions ?? null },
    })
    if (isEnforced) byNonce.set(nonceKey, { id: item.id, untilMs: world.nowMs() + nonceLifeMs })
    return { status: 200, json: showMessage(item) }
  }

  return [
    {
      method: 'GET',
      path: '/api/:version/users/@me',
      operation: 'describe',
      handle: ({ account }) => ({
        status: 200,
        json: { id: stableDigits(account, 18), username: account, bot: true, discriminator: '0000', global_name: null },
      }),
    },
    {
      method: 'GET',
      path: '/api/:version/channels/:channelId',
      operation: 'describe',
      handle: (exchange) => {
        const id = findChannel(exchange)
        return { status: 200, json: { id, type: 0, guild_id: stableDigits(`guild of ${id}`, 18), name: `channel-${id}`, nsfw: false, position: 0 } }
      },
    },
    { method: 'POST', path: '/api/:version/channels/:channelId/messages', operation: 'create', handle: create },
    {
      method: 'GET',
      path: '/api/:version/channels/:channelId/messages',
      operation: 'check',
      handle: (exchange) => {
        const { account, world, request } = exchange
        const limit = Math.min(100, readNumber(request.query.get('limit')) ?? 50)
        const found = world.ledger.newest({ network: 'discord', account, target: findChannel(exchange), limit })
        return { status: 200, json: found.map(showMessage) }
      },
    },
    {
      method: 'GET',
      path: '/api/:version/channels/:channelId/messages/:messageId',
      operation: 'check',
      handle: (exchange) => ({ status: 200, json: showMessage(findMessage(exchange)) }),
    },
    {
      method: 'DELETE',
      path: '/api/:version/channels/:channelId/messages/:messageId',
      operation: 'delete',
      handle: (exchange) => {
        exchange.world.ledger.remove(findMessage(exchange))
        return { status: 204 }
      },
    },
  ]
}

function findChannel({ params, world }: Exchange): string {
  const { channelId = '' } = params
  const { missingTargets, forbiddenTargets } = world.settings
  if (missingTargets.includes(channelId) || !/^\d+$/.test(channelId)) throw refuseDiscord({ status: 404, code: 10_003, message: 'Unknown Channel' })
  if (forbiddenTargets.includes(channelId)) throw refuseDiscord({ status: 403, code: 50_001, message: 'Missing Access' })
  return channelId
}

function findMessage(exchange: Exchange): PublishedItem {
  const target = findChannel(exchange)
  const item = exchange.world.ledger.find({ network: 'discord', id: exchange.params.messageId ?? '' })
  if (item === undefined || item.target !== target) throw refuseDiscord({ status: 404, code: 10_008, message: 'Unknown Message' })
  return item
}

function readParent({ exchange, channelId, reference }: { exchange: Exchange; channelId: string; reference: unknown }): string | null {
  const id = readText(readObject(reference).message_id)
  if (id === null) return null
  if (exchange.world.ledger.find({ network: 'discord', id })?.target === channelId) return id
  if (readObject(reference).fail_if_not_exists === false) return null
  throw refuseForm({ field: 'message_reference', code: 'REPLIES_UNKNOWN_MESSAGE', message: 'Unknown message' })
}
