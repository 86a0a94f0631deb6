import type { CredentialField } from './credentials.ts'
import type { OAuthDefinition } from './oauth-client.ts'

/** What a network can take and how it is connected, as data. */
export type Capabilities = {
  network: string
  displayName: string
  /** How accounts are connected; `none`: nobody connects, every channel has it. */
  auth: 'token' | 'oauth' | 'none'
  modes: readonly ('live' | 'test')[]
  credentialFields: readonly CredentialField[]
  /** How its OAuth works; absent where it has none. */
  oauth?: OAuthDefinition
  /** Most characters of text, as this network counts them; `null`: no limit of its own. */
  maxTextLength: number | null
  maxMedia: number
  /** Most parts after the first; 0 where the network has no threads. */
  maxThreadParts: number
  /** What Flow's adapter can publish. */
  abilities: { text: boolean; images: boolean; videos: boolean }
  /** Most time one submit may take, in milliseconds. */
  submitTimeoutMs: number
  /** Whether one connection takes one publication at a time. */
  isSerialPerConnection: boolean
  /** Whether a second submit under the same client key has no second effect. */
  isSubmitIdempotent: boolean
  /** Whether an earlier submit can be looked up. Where it can't, a lost answer is told as such and never repeated. */
  isProbeable: boolean
  /** The version of the network's API that is spoken, and the day (YYYY-MM-DD) it ends, where one is announced. */
  apiVersion: { name: string; sunsetOn: string | null } | null
  /** What the adapter has met: the real service, a simulator, or nothing. */
  verifiedAgainst: 'real-server' | 'simulator' | 'none'
  /** Where the limits come from and when they were read. */
  source: { description: string; date: string }
}
