import { readFlag, readNumber, readText } from '../kit/read-value.ts'
import { showMedia } from '../kit/show-media.ts'
import { stableDigits } from '../kit/stable-id.ts'
import type { Answer } from '../server/answer.ts'
import type { Exchange } from '../server/exchange.ts'
import type { Route } from '../server/network.ts'
import { refuseMastodon, refuseValidation } from './mastodon-errors.ts'
import { showAttachment, type Attachments } from './media.ts'
import { readStatus } from './read-status.ts'
import { showAccount } from './show-account.ts'
import { showStatus } from './show-status.ts'

const keyLifeMs = 3_600_000
const network = 'mastodon'

/** https://docs.joinmastodon.org/methods/statuses */
export function statusRoutes(attachments: Attachments): Route[] {
  const byKey = new Map<string, { id: string; untilMs: number }>()

  const create = (exchange: Exchange): Answer => {
    const { request, world, account, baseUrl } = exchange
    const key = readText(request.headers['idempotency-key'])
    const isHonoured = key !== null && world.settings.mastodon.honoursIdempotencyKey
    const known = isHonoured ? byKey.get(`${account}\n${key}`) : undefined
    const first = known && known.untilMs > world.nowMs() ? world.ledger.find({ network, id: known.id }) : undefined
    if (first) return { status: 200, json: showStatus({ item: first, baseUrl }) }
    const { text, spoilerText, visibility, parentId, attachments: files, poll } = readStatus({ exchange, attachments })
    const scheduledAt = readText(request.body.scheduled_at)
    if (scheduledAt) return schedule({ exchange, scheduledAt, text })
    const id = (BigInt(world.nowMs()) * 65_536n + BigInt(world.nextNumber() % 65_536)).toString()
    const sensitive = readFlag(request.body.sensitive) || spoilerText !== ''
    const media = files.map((attachment) => showAttachment({ attachment, baseUrl, isReady: true }))
    const item = exchange.publish({
      id,
      text,
      parentId,
      media: files.map(({ stored, alt }) => showMedia(stored, alt)),
      url: `${showAccount({ account, baseUrl }).url}/${id}`,
      clientKey: key,
      record: { visibility, spoilerText, sensitive, language: readText(request.body.language), poll: poll && { id: stableDigits(id, 6), ...poll }, media },
    })
    for (const attachment of files) attachment.isAttached = true
    if (isHonoured) byKey.set(`${account}\n${key}`, { id, untilMs: world.nowMs() + keyLifeMs })
    return { status: 200, json: showStatus({ item, baseUrl }) }
  }

  return [
    { method: 'POST', path: '/api/v1/statuses', operation: 'create', handle: create },
    {
      method: 'GET',
      path: '/api/v1/statuses/:id',
      operation: 'check',
      isOpen: true,
      handle: (exchange) => ({ status: 200, json: showStatus({ item: find(exchange), baseUrl: exchange.baseUrl }) }),
    },
    {
      method: 'PUT',
      path: '/api/v1/statuses/:id',
      operation: 'edit',
      handle: (exchange) => {
        const item = findOwn(exchange)
        const text = readText(exchange.request.body.status) ?? item.text
        return {
          status: 200,
          json: { ...showStatus({ item: exchange.world.ledger.replace(item, { text }), baseUrl: exchange.baseUrl }), edited_at: new Date().toISOString() },
        }
      },
    },
    {
      method: 'DELETE',
      path: '/api/v1/statuses/:id',
      operation: 'delete',
      handle: (exchange) => {
        const item = findOwn(exchange)
        exchange.world.ledger.remove(item)
        return { status: 200, json: { ...showStatus({ item, baseUrl: exchange.baseUrl }), text: item.text } }
      },
    },
    {
      method: 'GET',
      path: '/api/v1/accounts/:id/statuses',
      operation: 'check',
      handle: ({ params, account, world, request, baseUrl }) => {
        // Only one's own account is known by its id; of others nothing is public here.
        if (params.id !== stableDigits(account, 18)) return { status: 200, json: [] }
        const limit = Math.min(40, readNumber(request.query.get('limit')) ?? 20)
        const found = world.ledger.newest({ network, account, limit: readFlag(request.query.get('exclude_replies')) ? 1_000 : limit })
        const shown = readFlag(request.query.get('exclude_replies')) ? found.filter(({ parentId }) => parentId === null).slice(0, limit) : found
        return { status: 200, json: shown.map((item) => showStatus({ item, baseUrl })) }
      },
    },
  ]
}

function schedule({ exchange: { world }, scheduledAt, text }: { exchange: Exchange; scheduledAt: string; text: string }): Answer {
  const atMs = Date.parse(scheduledAt)
  if (!(atMs >= world.nowMs() + 300_000)) throw refuseValidation('Scheduled at must be in the future')
  return { status: 200, json: { id: String(world.nextNumber()), scheduled_at: new Date(atMs).toISOString(), params: { text }, media_attachments: [] } }
}

function find({ params, world }: Exchange) {
  const item = world.ledger.find({ network, id: params.id ?? '' })
  if (item === undefined) throw refuseMastodon('Record not found', 404)
  return item
}

function findOwn(exchange: Exchange) {
  const item = find(exchange)
  if (item.account !== exchange.account) throw refuseMastodon('Record not found', 404)
  return item
}
