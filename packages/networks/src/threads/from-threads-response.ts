import { readObject, readText } from '../kit/read-json.ts'
import type { Account } from '../port/credentials.ts'
import { NetworkError } from '../port/network-error.ts'
import type { ThreadsPost } from './wire.ts'

export function toAccount(json: unknown): Account {
  const { id, username, name } = readObject(json)
  const [remoteId, handle] = [readText(id), readText(username)]
  if (remoteId === null || handle === null) throw new NetworkError({ kind: 'unavailable', message: 'Threads did not say which account this is.' })
  return { remoteId, handle: `@${handle}`, displayName: readText(name) ?? handle, url: `https://www.threads.com/@${handle}`, expiresAt: null }
}

/** Own posts or replies, newest first. */
export function toPosts(json: unknown): ThreadsPost[] {
  const { data } = readObject(json)
  return (Array.isArray(data) ? data : []).map((each: unknown) => {
    const post = readObject(each)
    return {
      id: readText(post.id) ?? '',
      text: readText(post.text) ?? '',
      url: readText(post.permalink),
      // Zones are written +0000, which not every engine reads.
      createdMs: Date.parse((readText(post.timestamp) ?? '').replace(/([+-]\d\d)(\d\d)$/, '$1:$2')) || 0,
      repliedTo: readText(readObject(post.replied_to).id),
    }
  })
}
