import { readText } from '../kit/read-value.ts'
import { snowflake, stableDigits } from '../kit/stable-id.ts'
import type { Answer } from '../server/answer.ts'
import type { Exchange } from '../server/exchange.ts'
import type { Route } from '../server/network.ts'
import { Refusal } from '../server/refusal.ts'
import { refuseDiscord } from './discord-errors.ts'
import { readMessage } from './read-message.ts'
import { showMessage } from './show-message.ts'

const unknownWebhook = (): Answer => ({ status: 404, json: { message: 'Unknown Webhook', code: 10_015 } })
const path = '/api/:version/webhooks/:id/:token'

/** https://discord.com/developers/docs/resources/webhook. A webhook of any id and token exists; its account is `<id>`. */
export const webhookRoutes: readonly Route[] = [
  {
    method: 'GET',
    path,
    operation: 'describe',
    isOpen: true,
    unauthorized: unknownWebhook,
    handle: (exchange) => {
      const { id, token, channelId } = findWebhook(exchange)
      return {
        status: 200,
        json: { id, type: 1, name: `Webhook ${id}`, avatar: null, application_id: null, channel_id: channelId, guild_id: guildOf(channelId), token },
      }
    },
  },
  {
    method: 'POST',
    path,
    operation: 'create',
    isOpen: true,
    unauthorized: unknownWebhook,
    handle: (exchange) => {
      const { world, request } = exchange
      const { id, channelId } = findWebhook(exchange)
      const { text, media, embeds, fields } = readMessage(exchange)
      const target = request.query.get('thread_id') ?? channelId
      const record = { embeds, webhookId: id, username: readText(fields.username), allowed_mentions: fields.allowed_mentions ?? null }
      const item = exchange.publish({ id: snowflake({ nowMs: world.nowMs(), number: world.nextNumber() }), text, media, target, record })
      return request.query.get('wait') === 'true' ? { status: 200, json: showMessage(item) } : { status: 204 }
    },
  },
  {
    method: 'GET',
    path: `${path}/messages/:messageId`,
    operation: 'check',
    isOpen: true,
    unauthorized: unknownWebhook,
    handle: (exchange) => ({ status: 200, json: showMessage(findMessage(exchange)) }),
  },
  {
    method: 'PATCH',
    path: `${path}/messages/:messageId`,
    operation: 'edit',
    isOpen: true,
    unauthorized: unknownWebhook,
    handle: (exchange) => {
      const { text, embeds } = readMessage(exchange)
      const item = findMessage(exchange)
      return { status: 200, json: showMessage(exchange.world.ledger.replace(item, { text, record: { ...item.record, embeds } })) }
    },
  },
  {
    method: 'DELETE',
    path: `${path}/messages/:messageId`,
    operation: 'delete',
    isOpen: true,
    unauthorized: unknownWebhook,
    handle: (exchange) => {
      exchange.world.ledger.remove(findMessage(exchange))
      return { status: 204 }
    },
  },
]

const guildOf = (channelId: string): string => stableDigits(`guild of ${channelId}`, 18)

function findWebhook({ params, world }: Exchange): { id: string; token: string; channelId: string } {
  const { id = '', token = '' } = params
  const { missingTargets, revokedTokens } = world.settings
  if (missingTargets.includes(id) || revokedTokens.includes(id)) throw new Refusal(unknownWebhook())
  if (/^(?:expired|revoked)-/.test(token) || revokedTokens.includes(token)) throw refuseDiscord({ status: 401, code: 50_027, message: 'Invalid Webhook Token' })
  return { id, token, channelId: stableDigits(`channel of ${id}`, 18) }
}

function findMessage(exchange: Exchange) {
  findWebhook(exchange)
  const { params, world, account } = exchange
  const item = world.ledger.find({ network: 'discord', id: params.messageId ?? '' })
  if (item === undefined || item.account !== account) throw refuseDiscord({ status: 404, code: 10_008, message: 'Unknown Message' })
  return item
}
