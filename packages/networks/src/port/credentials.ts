import type { AccountLimits } from './limits.ts'

/** Opened credentials, by the names of the network's credential fields; for OAuth `accessToken` and, where there is one, `refreshToken`. */
export type Credentials = Readonly<Record<string, string>>

/** One value that connecting takes, as data for forms and for validation. */
export type CredentialField = {
  name: string
  label: string
  /** Where a person finds it. */
  help: string
  /** Whether it lets its bearer post. */
  isSecret: boolean
  isRequired: boolean
  /** Source of a regular expression that the whole value matches; `null`: any text. */
  pattern: string | null
  example: string
}

/** Whom the network says credentials belong to. */
export type Account = {
  /** The network's own id, the same whenever the account is connected again. */
  remoteId: string
  handle: string | null
  displayName: string
  url: string | null
  /** When the network says the credentials end; `null` where it sets no end. */
  expiresAt: Date | null
  /** Limits of this account or its server, where they differ from the network's usual ones; read again with every verification. */
  limits?: AccountLimits
  /** What the network gave on the way, such as a session; kept with the credentials. */
  credentials?: Credentials
}
