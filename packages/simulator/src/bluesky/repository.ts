import { readObject, readText } from '../kit/read-value.ts'
import type { Exchange } from '../server/exchange.ts'
import type { Blobs } from './blobs.ts'
import { refuseBluesky } from './bluesky-errors.ts'
import { recordCid } from './cid.ts'
import { didOf, handleOf, type Identities } from './identity.ts'
import { nextTid } from './next-tid.ts'
import { postCollection, readPost } from './read-post.ts'

export type Stored = { uri: string; cid: string; value: Readonly<Record<string, unknown>> }

/** The records of all accounts; posts are public in the ledger, all else is kept here alone. */
export type Repository = {
  write: (write: { exchange: Exchange; fields: Readonly<Record<string, unknown>>; isNew: boolean }) => Stored
  find: (key: { exchange: Exchange; did: string; collection: string; rkey: string }) => Stored | undefined
  remove: (remove: { exchange: Exchange; fields: Readonly<Record<string, unknown>> }) => void
}

export function createRepository({ blobs, identities }: { blobs: Blobs; identities: Identities }): Repository {
  const others = new Map<string, Stored>()

  const requireOwn = (exchange: Exchange, repo: unknown): string => {
    const did = didOf({ account: exchange.account, identities })
    const named = readText(repo)
    if (named === null) throw refuseBluesky({ message: 'Input must have the property "repo"' })
    if (named === did || named === handleOf(exchange.account) || named === exchange.account) return did
    throw refuseBluesky({ status: 401, error: 'AuthenticationRequired', message: 'Authentication Required' })
  }
  const find: Repository['find'] = ({ exchange, did, collection, rkey }) => {
    const uri = `at://${did}/${collection}/${rkey}`
    const item = exchange.world.ledger.find({ network: 'bluesky', id: uri })
    return item ? { uri, cid: recordCid(item.record), value: item.record } : others.get(uri)
  }

  return {
    find,
    write: ({ exchange, fields, isNew }) => {
      const did = requireOwn(exchange, fields.repo)
      const collection = readText(fields.collection) ?? ''
      if (!/^[a-z][a-z0-9-]*(\.[a-zA-Z0-9-]+){2,}$/.test(collection)) throw refuseBluesky({ message: 'Input/collection must be a valid nsid' })
      const rkey = readText(fields.rkey) ?? (isNew ? nextTid(exchange.world) : null)
      if (rkey === null) throw refuseBluesky({ message: 'Input must have the property "rkey"' })
      if (!/^[A-Za-z0-9._:~-]{1,512}$/.test(rkey) || rkey === '.' || rkey === '..') throw refuseBluesky({ message: 'Input/rkey must be a valid Record Key' })
      const uri = `at://${did}/${collection}/${rkey}`
      const before = find({ exchange, did, collection, rkey })
      // A PDS fails on this in its storage, and says no more than that.
      if (before && isNew) throw refuseBluesky({ status: 500, error: 'InternalServerError', message: 'Internal Server Error' })
      if (collection !== postCollection) {
        const value = readObject(fields.record)
        const stored = { uri, cid: recordCid(value), value }
        others.set(uri, stored)
        return stored
      }
      const { text, parentUri, media, record } = readPost({ exchange, blobs, value: fields.record })
      const value = { $type: postCollection, ...record }
      const cid = recordCid(value)
      const { ledger } = exchange.world
      const item = ledger.find({ network: 'bluesky', id: uri })
      if (item && before?.cid !== cid) ledger.replace(item, { text, parentId: parentUri, media, record: value })
      if (item === undefined) {
        const url = `https://bsky.app/profile/${did}/post/${rkey}`
        exchange.publish({ id: uri, text, parentId: parentUri, media, url, clientKey: rkey, record: value })
      }
      return { uri, cid, value }
    },
    remove: ({ exchange, fields }) => {
      const uri = `at://${requireOwn(exchange, fields.repo)}/${readText(fields.collection)}/${readText(fields.rkey)}`
      const item = exchange.world.ledger.find({ network: 'bluesky', id: uri })
      if (item) exchange.world.ledger.remove(item)
      others.delete(uri)
    },
  }
}
