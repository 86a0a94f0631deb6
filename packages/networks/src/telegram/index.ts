import { callNetwork } from '../kit/call-network.ts'
import { readObject } from '../kit/read-json.ts'
import type { AccountInput, NetworkAdapter } from '../port/network-adapter.ts'
import { telegramCapabilities } from './capabilities.ts'
import { readBot } from './credentials.ts'
import { toPublished } from './from-telegram-response.ts'
import { mapTelegramError } from './map-telegram-error.ts'
import { toTelegramPost } from './to-telegram-post.ts'
import { verifyTelegram } from './verify.ts'

const ownBaseUrl = 'https://api.telegram.org'

type Request = AccountInput & { method: string; body: object; isWrite: boolean }

/** A Telegram channel or group, by a bot that may post there. */
export function createTelegram({ baseUrl = ownBaseUrl }: { baseUrl?: string | undefined } = {}): NetworkAdapter {
  const { displayName } = telegramCapabilities
  const ask = async ({ credentials, fetch, signal, method, body, isWrite }: Request): Promise<unknown> => {
    const url = `${baseUrl}/bot${readBot(credentials).botToken}/${method}`
    const answer = await callNetwork({ fetch, signal, displayName, url, method: 'POST', json: body, isWrite })
    const told = readObject(answer.json)
    if (answer.status !== 200 || told.ok !== true) throw mapTelegramError({ answer, isWrite })
    return told.result
  }
  return {
    network: 'telegram',
    capabilities: telegramCapabilities,
    verify: async (input) =>
      verifyTelegram({ chatId: readBot(input.credentials).chatId, ask: (method, body) => ask({ ...input, method, body, isWrite: false }) }),
    submit: async (input) => {
      const body = toTelegramPost({ item: input.item, chatId: readBot(input.credentials).chatId })
      return toPublished(await ask({ ...input, method: 'sendMessage', body, isWrite: true }))
    },
    probe: async () => undefined,
  }
}
