import { readObject, readText, type Json } from '../kit/read-json.ts'
import type { Account } from '../port/credentials.ts'
import { NetworkError } from '../port/network-error.ts'
import type { Remote } from '../port/publish-item.ts'
import type { XTimelinePost } from './wire.ts'

// https://help.x.com/en/using-x/x-premium, 2026-11: every paid level posts up to 25,000.
const longText = 25_000

/** `users/me` as the account; a paying one takes longer texts. */
export function toAccount(json: unknown): Account {
  const user = readObject(readObject(json).data)
  const [remoteId, username] = [readText(user.id), readText(user.username)]
  if (remoteId === null || username === null) throw new NetworkError({ kind: 'unavailable', message: 'X did not say which account this is.' })
  return {
    remoteId,
    handle: `@${username}`,
    displayName: readText(user.name) ?? username,
    url: `https://x.com/${username}`,
    expiresAt: null,
    limits: isPaying(user) ? { text: { max: longText } } : {},
  }
}

export function toPublished({ id, handle }: { id: unknown; handle: string | null }): Remote {
  const remoteId = readText(id)
  if (remoteId === null) {
    throw new NetworkError({ kind: 'outcome_unknown', message: 'X took the post, but its answer did not say which one it became.' })
  }
  return { remoteId, url: `https://x.com/${handle?.replace(/^@/, '') || 'i'}/status/${remoteId}` }
}

/** Own posts, newest first. */
export function toTimeline(json: unknown): XTimelinePost[] {
  const { data } = readObject(json)
  return (Array.isArray(data) ? data : []).map((each: unknown) => {
    const post = readObject(each)
    const references = Array.isArray(post.referenced_tweets) ? post.referenced_tweets.map(readObject) : []
    const { media_keys: keys } = readObject(post.attachments)
    return {
      id: readText(post.id) ?? '',
      // `text` of a long post is cut.
      text: withoutEntities(readText(readObject(post.note_tweet).text) ?? readText(post.text) ?? ''),
      mediaKeys: Array.isArray(keys) ? keys.filter((key) => typeof key === 'string') : [],
      repliedTo: readText(references.find(({ type }) => type === 'replied_to')?.id),
    }
  })
}

function isPaying({ subscription_type: subscription, verified_type: verified }: Json): boolean {
  const level = readText(subscription)
  // Blue is given to those who pay for Premium.
  return level === null ? verified === 'blue' : level !== 'None'
}

const withoutEntities = (text: string): string => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
