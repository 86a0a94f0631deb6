import { callNetwork, type Answer } from '../kit/call-network.ts'
import type { AccountInput, NetworkAdapter } from '../port/network-adapter.ts'
import { discordCapabilities } from './capabilities.ts'
import { readWebhook } from './credentials.ts'
import { toAccount, toPublished } from './from-discord-response.ts'
import { mapDiscordError } from './map-discord-error.ts'
import { toDiscordPost } from './to-discord-post.ts'

const ownBaseUrl = 'https://discord.com'

/** A Discord channel, by one of its incoming webhooks. */
export function createDiscord({ baseUrl = ownBaseUrl }: { baseUrl?: string | undefined } = {}): NetworkAdapter {
  const { displayName } = discordCapabilities
  const call = async ({ credentials, fetch, signal, body }: AccountInput & { body?: object }): Promise<Answer> => {
    const { id, token } = readWebhook(credentials)
    const isWrite = body !== undefined
    const url = `${baseUrl}/api/v10/webhooks/${id}/${token}${isWrite ? '?wait=true' : ''}`
    const answer = await callNetwork({ fetch, signal, displayName, url, method: isWrite ? 'POST' : 'GET', isWrite, ...(body ? { json: body } : {}) })
    if (answer.status < 200 || answer.status > 299) throw mapDiscordError({ answer, isWrite })
    return answer
  }
  return {
    network: 'discord',
    capabilities: discordCapabilities,
    verify: async (input) => toAccount({ json: (await call(input)).json, webhookId: readWebhook(input.credentials).id }),
    submit: async (input) => {
      const answer = await call({ ...input, body: toDiscordPost(input.item) })
      return toPublished({ json: answer.json, channelUrl: input.connection.publicUrl })
    },
    probe: async () => undefined,
  }
}
