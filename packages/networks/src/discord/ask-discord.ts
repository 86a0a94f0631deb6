import { callNetwork } from '../kit/call-network.ts'
import type { AccountInput } from '../port/network-adapter.ts'
import { discordCapabilities } from './capabilities.ts'
import { readAccess } from './credentials.ts'
import { mapDiscordError } from './map-discord-error.ts'

export type AskDiscord = (request: {
  input: AccountInput
  /** Below the API's version; of a webhook, below the webhook itself. */
  path: string
  method?: 'GET' | 'POST'
  json?: object
  form?: FormData
  isWrite?: boolean
}) => Promise<unknown>

/** Asks Discord's API as the bot or the webhook that the credentials are. */
export function createAskDiscord({ baseUrl, version }: { baseUrl: string; version: string }): AskDiscord {
  const { displayName } = discordCapabilities
  return async ({ input: { credentials, fetch, signal }, path, method = 'GET', json, form, isWrite = false }) => {
    const access = readAccess(credentials)
    const api = `${baseUrl}/api/${version}`
    const url = access.kind === 'webhook' ? `${api}/webhooks/${access.id}/${access.token}${path}` : `${api}${path}`
    const headers = access.kind === 'webhook' ? {} : { authorization: `Bot ${access.token}` }
    const answer = await callNetwork({
      fetch,
      signal,
      displayName,
      url,
      method,
      headers,
      ...(json ? { json } : {}),
      ...(form ? { body: form } : {}),
      isWrite,
    })
    if (answer.status < 200 || answer.status > 299) throw mapDiscordError({ answer, isWrite, kind: access.kind })
    return answer.json
  }
}
