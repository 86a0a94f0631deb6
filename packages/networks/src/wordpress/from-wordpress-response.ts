import { readNumber, readObject, readText, type Json } from '../kit/read-json.ts'
import type { Account } from '../port/credentials.ts'
import type { Published } from '../port/network-adapter.ts'
import { NetworkError } from '../port/network-error.ts'
import { decodeEntities } from './decode-entities.ts'
import type { WordPressMedia } from './wire.ts'

/** A user of a site. Users are numbered on each site anew, so the site is part of the id. */
export function toAccount({ site, user, server }: { site: Json; user: Json; server: string }): Account {
  const id = readNumber(user.id)
  if (id === null) throw new NetworkError({ kind: 'unavailable', message: 'WordPress did not say which user this is.' })
  const home = readText(site.home)
  // A page or WordPress's own folder leads to the same site. Another host may be a copy that still has the name of what it was copied from.
  const isSameHost = home !== null && URL.canParse(home) && new URL(home).host === new URL(server).host
  const place = (isSameHost ? home : server).replace(/^https?:\/\//, '').replace(/\/+$/, '')
  return {
    remoteId: `${place}#${id}`,
    handle: readText(user.username) ?? readText(user.slug),
    displayName: decodeEntities(readText(site.name) ?? readText(user.name) ?? place),
    url: home ?? readText(site.url) ?? server,
    expiresAt: null,
  }
}

/** A post of an answer; `undefined` where there is none. What is not published has no address for others. */
export function readPost(value: unknown): Published | undefined {
  const post = readObject(value)
  const id = readNumber(post.id)
  if (id === null) return undefined
  return { remoteId: String(id), url: post.status === 'publish' ? readText(post.link) : null }
}

export function toPublished(value: unknown): Published {
  const published = readPost(value)
  if (published) return published
  throw new NetworkError({ kind: 'outcome_unknown', message: 'WordPress took the post, but its answer did not say which one it became.' })
}

export function toMedia(value: unknown): WordPressMedia {
  const media = readObject(value)
  const [id, url] = [readNumber(media.id), readText(media.source_url)]
  if (id === null || url === null) {
    // A file beyond PHP's own limits comes to nothing, under a good status.
    const message =
      "WordPress answered an upload without a file: it is likely larger than the site takes. Use a smaller one, or have the site's upload limits raised."
    throw new NetworkError({ kind: 'media_rejected', message })
  }
  return { id, url }
}
