import { readNumber, readObject, readText } from '../kit/read-json.ts'
import type { Account } from '../port/credentials.ts'
import type { AccountLimits } from '../port/limits.ts'
import type { Published } from '../port/network-adapter.ts'
import { NetworkError } from '../port/network-error.ts'
import type { MastodonStatus } from './wire.ts'

/** The account of `verify_credentials`. Its id is its server's own, so the server is part of ours. */
export function toAccount({ json, server, limits }: { json: unknown; server: string; limits: AccountLimits | null }): Account {
  const account = readObject(json)
  const [id, username, url] = [readId(account.id), readText(account.username), readText(account.url)]
  if (id === null || username === null) throw new NetworkError({ kind: 'unavailable', message: 'The Mastodon server did not say which account this is.' })
  const { host } = new URL(server)
  // A server may stand at another name than its accounts bear, as social.example.org for @ada@example.org.
  const [, accountHost = host] = /@([^@\s]+)$/.exec(readText(account.fqn) ?? readText(account.acct) ?? '') ?? []
  return {
    remoteId: `${id}@${host}`,
    handle: `@${username}@${accountHost}`,
    displayName: readText(account.display_name) ?? username,
    url,
    expiresAt: null,
    ...(limits === null ? {} : { limits }),
  }
}

/** The server's own id of the account, as in a connection. */
export const toAccountId = (remoteId: string): string => remoteId.replace(/@.*$/, '')

/** Ids are texts; a few servers write them as numbers. */
export function readId(value: unknown): string | null {
  const number = readNumber(value)
  return number === null ? readText(value) : String(number)
}

export function toStatus(json: unknown): MastodonStatus | null {
  const status = readObject(json)
  const id = readId(status.id)
  if (id === null) return null
  const createdAt = new Date(readText(status.created_at) ?? Number.NaN)
  return {
    id,
    url: readText(status.url) ?? readText(status.uri),
    createdAt: Number.isNaN(createdAt.getTime()) ? null : createdAt,
    inReplyToId: readId(status.in_reply_to_id),
    visibility: readText(status.visibility),
    spoilerText: readText(status.spoiler_text),
    content: readText(status.content) ?? '',
    source: readText(status.text),
    accountId: readId(readObject(status.account).id),
    media: (Array.isArray(status.media_attachments) ? status.media_attachments.map(readObject) : []).map(({ id, url }) => ({
      id: readId(id),
      url: readText(url),
    })),
    hasPoll: readId(readObject(status.poll).id) !== null,
  }
}

export function toPublished(json: unknown): Published {
  const status = toStatus(json)
  if (status === null) {
    throw new NetworkError({ kind: 'outcome_unknown', message: 'The Mastodon server took the post, but its answer did not say which status it became.' })
  }
  return { remoteId: status.id, url: status.url }
}
