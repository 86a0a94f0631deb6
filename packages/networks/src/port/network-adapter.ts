import type { Capabilities } from './capabilities.ts'
import type { Account, Credentials } from './credentials.ts'
import type { Tokens } from './oauth-client.ts'

export type BuiltInEntry = { clientKey: string; connectionId: string; content: string | null; mediaKeys: string[]; thread: string[] }

/** Where the networks that Flow serves itself keep what they publish. */
export type BuiltInStore = {
  /** Keeps the entry; a second put under the same key changes nothing. */
  put: (entry: BuiltInEntry) => Promise<void>
  has: (clientKey: string) => Promise<boolean>
}

/** What an adapter needs to ask its network as one account. */
export type AccountInput = {
  /** Empty on a built-in connection. */
  credentials: Credentials
  fetch: typeof fetch
  signal: AbortSignal
}

export type PublishInput = AccountInput & {
  /** Chosen and stored before the first call; the same for every attempt at this item. */
  clientKey: string
  /** From 1; rises with every attempt. */
  attemptNo: number
  content: string | null
  mediaKeys: string[]
  /** Texts of the parts after the first. */
  thread: string[]
  /** `publicUrl`: where anybody sees the account, or the page on which a built-in network shows its entries; `null` where there is none. */
  connection: { id: string; publicUrl: string | null }
  store: BuiltInStore
}

export type Published = {
  /** The network's own id of what it published. */
  remoteId: string
  /** Where anybody can see it; `null` where nobody can. */
  url: string | null
}

/** What every network must be able to do. All it needs arrives as arguments; it throws only `NetworkError`. */
export type NetworkAdapter = {
  network: string
  capabilities: Capabilities
  /** Asks whose the credentials are, changing nothing. Absent where `auth` is `none`. */
  verify?: (input: AccountInput) => Promise<Account>
  /** Gets new credentials for ones that end, where the network has a way of its own; plain OAuth needs none. */
  refresh?: (input: AccountInput) => Promise<Tokens>
  /** Publishes once. Called only after the intent was committed, and never blindly repeated. */
  submit: (input: PublishInput) => Promise<Published>
  /** Looks, without changing anything, for what an earlier submit may have published. `undefined`: not there. Asked only where `isProbeable`. */
  probe: (input: PublishInput) => Promise<Published | undefined>
}

export type NetworkRegistry = ReadonlyMap<string, NetworkAdapter>
