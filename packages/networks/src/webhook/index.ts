import { callNetwork } from '../kit/call-network.ts'
import type { NetworkAdapter } from '../port/network-adapter.ts'
import { webhookCapabilities } from './capabilities.ts'
import { readReceiver } from './credentials.ts'
import { toAccount, toPublished } from './from-webhook-response.ts'
import { mapWebhookError } from './map-webhook-error.ts'
import { signWebhook } from './sign-webhook.ts'
import { toWebhookPost } from './to-webhook-post.ts'

/** Any software that takes a post as signed JSON, at an address that its owner names. */
export function createWebhook(): NetworkAdapter {
  const { displayName } = webhookCapabilities
  return {
    network: 'webhook',
    capabilities: webhookCapabilities,
    // HEAD has no effect anywhere; that a server is there is all it tells, for many receivers know nothing but POST.
    verify: async ({ credentials, fetch, signal }) => {
      const { url } = readReceiver(credentials)
      const answer = await callNetwork({ fetch, signal, displayName, url: url.href, method: 'HEAD', isWrite: false })
      if (answer.status === 410 || answer.status === 429 || answer.status >= 500 || (answer.status >= 300 && answer.status < 400)) {
        throw mapWebhookError({ answer, isWrite: false })
      }
      return toAccount(url)
    },
    submit: async (input) => {
      const { credentials, fetch, signal, clientKey, clock } = input
      const { url, secret } = readReceiver(credentials)
      const body = JSON.stringify(toWebhookPost(input))
      const seconds = Math.floor(clock.now().getTime() / 1_000)
      const headers = { 'content-type': 'application/json', 'user-agent': 'Flow-Webhooks/1', ...signWebhook({ id: clientKey, secret, seconds, body }) }
      const answer = await callNetwork({ fetch, signal, displayName, url: url.href, method: 'POST', headers, body, isWrite: true })
      if (answer.status < 200 || answer.status > 299) throw mapWebhookError({ answer, isWrite: true })
      return toPublished({ json: answer.json, clientKey })
    },
    probe: async () => undefined,
  }
}
