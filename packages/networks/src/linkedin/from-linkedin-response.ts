import type { Answer } from '../kit/call-network.ts'
import { readNumber, readObject, readText, type Json } from '../kit/read-json.ts'
import type { Account } from '../port/credentials.ts'
import { NetworkError } from '../port/network-error.ts'
import type { Remote } from '../port/publish-item.ts'

/** A member, of `userinfo`. */
export function toMember(json: unknown): Account {
  const { sub, name, given_name: givenName } = readObject(json)
  const id = readText(sub)
  if (id === null) throw new NetworkError({ kind: 'unavailable', message: 'LinkedIn did not say which member this is.' })
  const authorUrn = `urn:li:person:${id}`
  // A member's public address can't be made from what LinkedIn tells here.
  return {
    remoteId: authorUrn,
    handle: null,
    displayName: readText(name) ?? readText(givenName) ?? 'LinkedIn member',
    url: null,
    expiresAt: null,
    credentials: { authorUrn },
  }
}

/** A company page, of `organizations`. */
export function toOrganization({ json, authorUrn }: { json: unknown; authorUrn: string }): Account {
  const { localizedName, vanityName } = readObject(json)
  const vanity = readText(vanityName)
  return {
    remoteId: authorUrn,
    handle: vanity,
    displayName: readText(localizedName) ?? vanity ?? authorUrn,
    url: `https://www.linkedin.com/company/${vanity ?? authorUrn.split(':').at(-1)}`,
    expiresAt: null,
    credentials: { authorUrn },
  }
}

export const toPublishedPost = (urn: string): Remote => ({ remoteId: urn, url: `https://www.linkedin.com/feed/update/${urn}` })

/** A created post is named by a header; its answer is empty. */
export function readPost({ headers }: Answer): Remote {
  const urn = readText(headers.get('x-restli-id'))
  if (urn !== null) return toPublishedPost(urn)
  throw new NetworkError({ kind: 'outcome_unknown', message: 'LinkedIn took the post, but its answer did not say which one it became.' })
}

export function readComment({ answer: { headers, json }, postUrn }: { answer: Pick<Answer, 'headers' | 'json'>; postUrn: string }): Remote {
  const told = readObject(json)
  const [urn, object] = [readText(told.commentUrn), readText(told.object) ?? postUrn]
  const id = readText(told.id) ?? readText(headers.get('x-restli-id'))
  const commentUrn = urn ?? (id === null ? null : `urn:li:comment:(${object},${id})`)
  if (commentUrn === null) {
    throw new NetworkError({ kind: 'outcome_unknown', message: 'LinkedIn took the comment, but its answer did not say which one it became.' })
  }
  return { remoteId: commentUrn, url: `https://www.linkedin.com/feed/update/${postUrn}?commentUrn=${encodeURIComponent(commentUrn)}` }
}

/** The elements of a list. */
export function readElements(json: unknown): Json[] {
  const { elements } = readObject(json)
  return Array.isArray(elements) ? elements.map(readObject) : []
}

/** When a post or comment was made, in milliseconds since 1970. */
export const readCreatedMs = ({ createdAt, publishedAt, created }: Json): number =>
  readNumber(publishedAt) ?? readNumber(createdAt) ?? readNumber(readObject(created).time) ?? 0

/** LinkedIn's "little text" without its escapes; tags and mentions as people see them. */
export const toPlainText = (commentary: string): string =>
  commentary
    .replace(/\{hashtag\|\\?#\|([^}]*)\}/g, '#$1')
    .replace(/@\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\\([\\|{}@[\]()<>#*_~])/g, '$1')
