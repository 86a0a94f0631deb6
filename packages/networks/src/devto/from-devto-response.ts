import { readNumber, readObject, readText, type Json } from '../kit/read-json.ts'
import type { Account } from '../port/credentials.ts'
import type { Published } from '../port/network-adapter.ts'
import { NetworkError } from '../port/network-error.ts'

/** Users are numbered on each Forem anew, so the site is part of the id. */
export function toAccount({ json, server }: { json: unknown; server: string }): Account {
  const user = readObject(json)
  const [id, username] = [readNumber(user.id), readText(user.username)]
  if (id === null) throw new NetworkError({ kind: 'unavailable', message: 'DEV did not say which user this is.' })
  return {
    remoteId: `${server.replace(/^https?:\/\//, '')}#${id}`,
    handle: username && `@${username}`,
    displayName: readText(user.name) ?? username ?? String(id),
    url: username && `${server}/${username}`,
    expiresAt: null,
  }
}

/** @param isPublished a draft has no address for others */
export function toPublished({ json, isPublished }: { json: unknown; isPublished: boolean }): Published {
  const published = readArticle({ article: readObject(json), isPublished })
  if (published) return published
  throw new NetworkError({ kind: 'outcome_unknown', message: 'DEV took the article, but its answer did not say which one it became.' })
}

export function readArticle({ article, isPublished }: { article: Json; isPublished: boolean }): Published | undefined {
  const id = readNumber(article.id)
  return id === null ? undefined : { remoteId: String(id), url: isPublished ? readText(article.url) : null }
}
