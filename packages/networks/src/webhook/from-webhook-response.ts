import { createHash } from 'node:crypto'
import type { Answer } from '../kit/call-network.ts'
import { readNumber, readObject, readText } from '../kit/read-json.ts'
import type { Account } from '../port/credentials.ts'
import type { Published } from '../port/network-adapter.ts'

/** The address may let its bearer post, so only its host is shown, and the account is known by the address's hash. */
export function toAccount(url: URL): Account {
  const remoteId = `${url.host}/${createHash('sha256').update(url.href).digest('hex').slice(0, 16)}`
  return { remoteId, handle: null, displayName: url.host, url: null, expiresAt: null }
}

/** An answer may name what it published; without an id the item's own key stands for it. */
export function toPublished({ json, clientKey }: { json: Answer['json']; clientKey: string }): Published {
  const told = readObject(json)
  const number = readNumber(told.id)
  const url = readText(told.url)
  return {
    remoteId: (readText(told.id) ?? (number === null ? clientKey : String(number))).slice(0, 500),
    url: url !== null && URL.canParse(url) && /^https?:/.test(url) && url.length <= 2_048 ? url : null,
  }
}
