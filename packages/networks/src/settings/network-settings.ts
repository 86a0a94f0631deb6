import type { OAuthDefinition } from '../port/oauth-client.ts'

export type OAuthSettings = OAuthDefinition & { clientId: string; clientSecret: string | null }

/** What an operator sets for networks, by network. */
export type NetworkSettings = {
  /** Where a network's API is, if not at its own address: a simulator, a mirror. */
  baseUrls: Readonly<Record<string, string>>
  /** The version of a network's API to speak, where it is not the one this Flow was written for. */
  apiVersions?: Readonly<Record<string, string>>
  /** OAuth applications; a network without one can't be connected by OAuth. */
  oauth: Readonly<Record<string, OAuthSettings>>
}
