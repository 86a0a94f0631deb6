import type { Capabilities } from './capabilities.ts'
import type { Account, Credentials } from './credentials.ts'
import type { OAuthClient, Tokens } from './oauth-client.ts'
import type { PublishItem, Remote } from './publish-item.ts'

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
  /** Guarded where the network's host is a customer's word. */
  fetch: typeof fetch
  /** Opens a WebSocket under the same guard. */
  openSocket: (url: string) => WebSocket
  signal: AbortSignal
}

/** What an item's attempts remember of each other, such as the id of an uploaded file. It stands in the database before `save` resolves. */
export type Progress = {
  get: (name: string) => string | undefined
  /** Answers the value, so that a key can be chosen and kept in one line. */
  save: (name: string, value: string) => Promise<string>
}

export type PublishInput = AccountInput & {
  /** Chosen and stored before the first call; the same for every attempt at this item. Letters, digits, `_` and `-`, at most 64. */
  clientKey: string
  /** From 1; rises with every attempt. */
  attemptNo: number
  item: PublishItem
  /** `publicUrl`: where anybody sees the account, or the page on which a built-in network shows its entries; `null` where there is none. */
  connection: { id: string; publicUrl: string | null; remoteId: string | null; handle: string | null }
  progress: Progress
  clock: { now: () => Date }
  store: BuiltInStore
}

export type Published = Remote

/** The network took the item and is still at work on it; `check` is asked with the handle, in that many milliseconds. */
export type Processing = { handle: string; checkInMs: number }

/** What every network must be able to do. All it needs arrives as arguments; it throws only `NetworkError`. */
export type NetworkAdapter = {
  network: string
  capabilities: Capabilities
  /** Where what holds for the network as a whole does not hold for every account: what differs for these credentials. */
  capabilitiesFor?: (credentials: Credentials) => Partial<Pick<Capabilities, 'isProbeable' | 'isSubmitIdempotent'>>
  /** Asks whose the credentials are, changing nothing. Absent where `auth` is `none`. */
  verify?: (input: AccountInput) => Promise<Account>
  /** Gets new credentials for ones that end, where the network has a way of its own; plain OAuth needs none. */
  refresh?: (input: AccountInput) => Promise<Tokens>
  /** The OAuth of one server, where each has its own; it registers Flow there. `application`: what it answered before, kept for that server. */
  oauthAt?: (
    input: Omit<AccountInput, 'credentials'> & { server: string; redirectUrl: string; documentUrl: string; application: string | null },
  ) => Promise<{ client: OAuthClient; application: string }>
  /** The server that is meant where none is named. */
  defaultServer?: string
  /**
   * Where servers learn of an application by reading a document at its own address: that document. One application then stands for all servers.
   * @param application as `oauthAt` answered it
   */
  describeApplication?: (input: { application: string; redirectUrl: string; documentUrl: string }) => Promise<object>
  /** The setting that the operator must make before OAuth is possible; `null`: none. */
  findMissingSetting?: (input: { redirectUrl: string }) => string | null
  /**
   * Publishes one item, once. Called only after the intent was committed, and never blindly repeated. Whatever it does before the one call that
   * makes something public (uploads, waiting for them) may be done again, and is remembered in `progress`.
   */
  submit: (input: PublishInput) => Promise<Published | Processing>
  /** Asks, changing nothing, what became of an item that was still being processed. */
  check?: (input: PublishInput & { handle: string }) => Promise<Published | Processing>
  /** Extras after publishing, such as a permanent address; may be repeated. Answers what it found out, and warnings for the owner. */
  finalize?: (input: PublishInput & { published: Published }) => Promise<{ url?: string; warnings: string[] }>
  /** Looks, without changing anything, for what an earlier submit may have published. `undefined`: not there. Asked only where `isProbeable`. */
  probe: (input: PublishInput) => Promise<Published | undefined>
}

export type NetworkRegistry = ReadonlyMap<string, NetworkAdapter>
