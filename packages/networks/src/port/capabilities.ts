import type { CredentialField } from './credentials.ts'
import type { PostLimits } from './limits.ts'
import type { OAuthDefinition } from './oauth-client.ts'
import type { OptionField } from './option-field.ts'

/** At most `max` publishes in any `seconds`. */
export type Rate = { max: number; seconds: number }

/** What a network can take and how it is connected, as data. */
export type Capabilities = PostLimits & {
  /** How accounts are connected; `none`: nobody connects, every channel has it. A `token` network may take OAuth as well, where `oauth` is there. */
  auth: 'token' | 'oauth' | 'none'
  modes: readonly ('live' | 'test')[]
  credentialFields: readonly CredentialField[]
  /** How its OAuth works; absent where it has none, or where each server has its own. */
  oauth?: OAuthDefinition
  /** What OAuth must be told beforehand, by the names of `credentialFields`; `server` is there where each server has its own OAuth. Absent: nothing. */
  oauthFields?: Readonly<Record<string, 'required' | 'optional'>>
  /** `customer`: the server's address comes with the credentials, so it is asked by guarded calls alone. */
  host: 'fixed' | 'customer'
  /** Whether it fetches media by itself, from addresses of this Flow that it must be able to reach. */
  fetchesMedia?: true
  /** What a post may say for this network alone. */
  options: readonly OptionField[]
  /** Most time one submit may take, in milliseconds. */
  submitTimeoutMs: number
  /** The same for text alone; absent: as above, and at most 30,000. */
  textTimeoutMs?: number
  /** Whether one connection takes one publication at a time. */
  isSerialPerConnection: boolean
  /** Whether a second submit under the same client key has no second effect. */
  isSubmitIdempotent: boolean
  /** Whether an earlier submit can be looked up. Where it can't, a lost answer is told as such and never repeated. */
  isProbeable: boolean
  /** How often Flow publishes at most: on the whole network, and for one account. `null` and empty: as often as asked. */
  rates: { app: Rate | null; account: readonly Rate[] }
  /** The version of the network's API that is spoken, and the day (YYYY-MM-DD) it ends, where one is announced. */
  apiVersion: { name: string; sunsetOn: string | null } | null
  /** What the adapter has met: the real service or its own server software, a simulator, or nothing. */
  verifiedAgainst: 'real-server' | 'simulator' | 'none'
  /** Where the limits come from and when they were read. */
  source: { description: string; date: string }
}
