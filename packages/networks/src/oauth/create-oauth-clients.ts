import type { OAuthClients } from '../port/oauth-client.ts'
import type { NetworkSettings } from '../settings/network-settings.ts'
import { createOAuthClient } from './create-oauth-client.ts'

/** A client for every network whose OAuth application is set up. */
export function createOAuthClients({ settings, fetch }: { settings: Pick<NetworkSettings, 'oauth'>; fetch: typeof globalThis.fetch }): OAuthClients {
  return new Map(Object.entries(settings.oauth).map(([network, application]) => [network, createOAuthClient({ application, fetch })]))
}
