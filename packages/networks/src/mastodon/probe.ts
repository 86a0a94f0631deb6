import type { Published, PublishInput } from '../port/network-adapter.ts'
import { readObject, readText } from '../kit/read-json.ts'
import { askMastodon } from './call-mastodon.ts'
import { isSameText } from './comparable-text.ts'
import { toAccountId, toStatus } from './from-mastodon-response.ts'
import { firstCallAt } from './publish.ts'

// Servers' clocks differ from Flow's.
const clockSkewMs = 60_000

/**
 * Looks among the account's newest statuses for one with this text and as many media, in answer to the same status, made since the first call.
 * The network has no key to ask for: GoToSocial and snac2 know no Idempotency-Key.
 */
export async function probeMastodon(input: PublishInput): Promise<Published | undefined> {
  const { item, progress } = input
  const since = Date.parse(progress.get(firstCallAt) ?? item.dueAt.toISOString()) - clockSkewMs
  const accountId = await findAccountId(input)
  const path = `/api/v1/accounts/${encodeURIComponent(accountId)}/statuses?limit=40&exclude_reblogs=true`
  const json = await askMastodon({ ...input, method: 'GET', path, step: 'read' })
  for (const status of (Array.isArray(json) ? json : []).map(toStatus)) {
    if (status === null || (status.createdAt?.getTime() ?? 0) < since) continue
    if (status.inReplyToId !== (item.parent?.remoteId ?? null) || status.mediaCount !== item.media.length) continue
    if (isSameText({ sent: item.text, html: status.content })) return { remoteId: status.id, url: status.url }
  }
  return undefined
}

async function findAccountId(input: PublishInput): Promise<string> {
  const { remoteId } = input.connection
  if (remoteId !== null) return toAccountId(remoteId)
  const json = await askMastodon({ ...input, method: 'GET', path: '/api/v1/accounts/verify_credentials', step: 'read' })
  return readText(readObject(json).id) ?? ''
}
