import type { NewPost, PublishedItem } from '../ledger/published-item.ts'
import type { NetworkRequest } from './network-request.ts'
import type { World } from './world.ts'

/** One request on its way through a network's handler. */
export type Exchange = {
  request: NetworkRequest
  params: Readonly<Record<string, string>>
  /** Whom the token names; empty on open routes. */
  account: string
  token: string | null
  /** Where this network is reached, without a slash at its end. */
  baseUrl: string
  world: World
  /** How long what is uploaded now takes to become ready. */
  processingMs: number
  /** Whether addresses of media are to be taken as unreachable. */
  isMediaUnreachable: boolean
  /** Makes a post public, unless a fault drops it in silence. */
  publish: (post: NewPost) => PublishedItem
}
