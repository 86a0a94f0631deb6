import { createHash } from 'node:crypto'
import { finalizeEvent } from 'nostr-tools/pure'
import { callNetwork } from '../kit/call-network.ts'
import { readObject, readText } from '../kit/read-json.ts'
import { requirePublicUrl } from '../kit/require-public-url.ts'
import type { AccountInput, PublishInput } from '../port/network-adapter.ts'
import type { MediaFile } from '../port/publish-item.ts'
import type { NostrAccount } from './credentials.ts'
import { mapBlossomError } from './map-blossom-error.ts'
import { blossomKind, type NostrMedia } from './wire.ts'

const lifeSeconds = 600

type Upload = Pick<AccountInput, 'fetch' | 'signal'> & { file: MediaFile; account: NostrAccount; server: string }

/** Puts a file where everybody can see it, once over all attempts: on the account's Blossom server, or else where Flow serves it. */
export async function placeMedia({ file, account, progress, fetch, signal }: Omit<Upload, 'server'> & Pick<PublishInput, 'progress'>): Promise<NostrMedia> {
  const server = account.blossomServer
  if (server === null) return { url: requirePublicUrl({ file, displayName: 'Nostr', apiUrl: account.relays[0] ?? '' }), sha256: null }
  const saved = readObject(JSON.parse(progress.get(`media_${file.key}`) ?? 'null'))
  const url = readText(saved.url)
  if (url !== null) return { url, sha256: readText(saved.sha256) }
  const media = await upload({ file, account, server, fetch, signal })
  await progress.save(`media_${file.key}`, JSON.stringify(media))
  return media
}

// BUD-02: the bytes as they are, under an event that names their hash.
async function upload({ file, account, server, fetch, signal }: Upload): Promise<NostrMedia> {
  const body = await file.bytes()
  const sha256 = createHash('sha256').update(body).digest('hex')
  // The server's own clock judges it.
  const created_at = Math.floor(Date.now() / 1_000)
  const tags = [
    ['t', 'upload'],
    ['x', sha256],
    ['expiration', String(created_at + lifeSeconds)],
  ]
  const event = finalizeEvent({ kind: blossomKind, created_at, content: 'Upload by Flow', tags }, account.secretKey)
  const headers = { authorization: `Nostr ${Buffer.from(JSON.stringify(event)).toString('base64')}`, 'content-type': file.contentType }
  const answer = await callNetwork({ fetch, signal, displayName: 'Blossom server', url: `${server}/upload`, method: 'PUT', headers, body, isWrite: false })
  const url = readText(readObject(answer.json).url)
  if (answer.status < 200 || answer.status > 299 || url === null) throw mapBlossomError(answer)
  return { url, sha256 }
}
