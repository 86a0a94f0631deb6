import type { Published, PublishInput } from '../port/network-adapter.ts'
import { readObject } from '../kit/read-json.ts'
import { askMastodon, callMastodon, isSuccess } from './call-mastodon.ts'
import { isSameText } from './comparable-text.ts'
import { readId, toAccountId, toStatus } from './from-mastodon-response.ts'
import { mapMastodonError } from './map-mastodon-error.ts'
import { firstCallAt } from './publish.ts'
import { toVisibility } from './to-mastodon-post.ts'
import { uploadedIds } from './upload-media.ts'
import type { MastodonStatus } from './wire.ts'

// What stays between two clocks once the server has told its own.
const marginMs = 60_000

/**
 * Looks among the account's newest statuses for one with this text and as many media, in answer to the same status, made since the first call.
 * The network has no key to ask for: GoToSocial and snac2 know no Idempotency-Key. snac2 lists only what is public by account, and the rest at home alone.
 */
export async function probeMastodon(input: PublishInput): Promise<Published | undefined> {
  const accountId = await findAccountId(input)
  const ofAccount = `/api/v1/accounts/${encodeURIComponent(accountId)}/statuses?limit=40&exclude_reblogs=true`
  const paths = toVisibility(input.item) === 'private' ? [ofAccount, '/api/v1/timelines/home?limit=40'] : [ofAccount]
  for (const path of paths) {
    const answer = await callMastodon({ ...input, method: 'GET', path, step: 'read' })
    if (!isSuccess(answer)) throw mapMastodonError({ answer, step: 'read' })
    const since = toSince({ input, serverDate: answer.headers.get('date') })
    const statuses = (Array.isArray(answer.json) ? answer.json : []).map(toStatus).filter((status) => status !== null)
    const found = statuses.find((status) => isSame({ status, input, accountId, since }))
    if (found) return { remoteId: found.id, url: found.url }
  }
  return undefined
}

/** When the first call was, by the server's clock. */
function toSince({ input: { item, progress, clock }, serverDate }: { input: PublishInput; serverDate: string | null }): number {
  const serverNow = Date.parse(serverDate ?? '')
  const aheadMs = Number.isNaN(serverNow) ? 0 : serverNow - clock.now().getTime()
  return Date.parse(progress.get(firstCallAt) ?? item.dueAt.toISOString()) + aheadMs - marginMs
}

function isSame({
  status,
  input: { item, progress },
  accountId,
  since,
}: {
  status: MastodonStatus
  input: PublishInput
  accountId: string
  since: number
}): boolean {
  const { createdAt, inReplyToId, media, content, source } = status
  if ((createdAt?.getTime() ?? 0) < since || (status.accountId ?? accountId) !== accountId) return false
  if (inReplyToId !== (item.parent?.remoteId ?? null) || media.length !== item.media.length) return false
  const ids = uploadedIds({ item, progress })
  // Where a server gives an attached media another id, its address still ends with the one of the upload.
  if (media.some(({ id, url }) => ids.some((own) => id === own || url?.endsWith(`/${own}`)))) return true
  return isSameText({ sent: item.text, html: content, source })
}

async function findAccountId(input: PublishInput): Promise<string> {
  const { remoteId } = input.connection
  if (remoteId !== null) return toAccountId(remoteId)
  const json = await askMastodon({ ...input, method: 'GET', path: '/api/v1/accounts/verify_credentials', step: 'read' })
  return readId(readObject(json).id) ?? ''
}
