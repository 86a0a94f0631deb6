import { readObject, readText } from '../kit/read-json.ts'
import type { Account } from '../port/credentials.ts'
import type { Published } from '../port/network-adapter.ts'
import { NetworkError } from '../port/network-error.ts'

/** The site that a key belongs to. */
export function toAccount({ json, server }: { json: unknown; server: string }): Account {
  const site = readObject(readObject(json).site)
  const url = readText(site.url) ?? server
  const place = url.replace(/^https?:\/\//, '').replace(/\/+$/, '')
  return { remoteId: place, handle: null, displayName: readText(site.title) ?? place, url, expiresAt: null }
}

/** The post of an answer; `undefined` where there is none. What is not published has no address for others. */
export function readPost(json: unknown): Published | undefined {
  const { posts } = readObject(json)
  const post = readObject(Array.isArray(posts) ? posts[0] : undefined)
  const remoteId = readText(post.id)
  return remoteId === null ? undefined : { remoteId, url: post.status === 'published' ? readText(post.url) : null }
}

export function toPublished(json: unknown): Published {
  const published = readPost(json)
  if (published) return published
  throw new NetworkError({ kind: 'outcome_unknown', message: 'Ghost took the post, but its answer did not say which one it became.' })
}

export function toImageUrl(json: unknown): string {
  const { images } = readObject(json)
  const url = readText(readObject(Array.isArray(images) ? images[0] : undefined).url)
  if (url === null) throw new NetworkError({ kind: 'unavailable', message: 'Ghost took an image, but did not say where it is.' })
  return url
}
