import { callNetwork } from '../kit/call-network.ts'
import { readObject } from '../kit/read-json.ts'
import type { AccountInput, NetworkAdapter } from '../port/network-adapter.ts'
import { NetworkError } from '../port/network-error.ts'
import { telegramCapabilities } from './capabilities.ts'
import { readBot } from './credentials.ts'
import { mapTelegramError } from './map-telegram-error.ts'
import { publishTelegram } from './publish.ts'
import { toForm } from './to-form.ts'
import { verifyTelegram } from './verify.ts'
import type { TelegramCall } from './wire.ts'

const ownBaseUrl = 'https://api.telegram.org'

type Request = AccountInput & { call: TelegramCall; isWrite: boolean }

/** A Telegram channel or group, by a bot that may post there. */
export function createTelegram({ baseUrl = ownBaseUrl }: { baseUrl?: string | undefined } = {}): NetworkAdapter {
  const { displayName } = telegramCapabilities
  const ask = async ({ credentials, fetch, signal, call, isWrite }: Request): Promise<unknown> => {
    const url = `${baseUrl}/bot${readBot(credentials).botToken}/${call.method}`
    const content = call.files.length === 0 ? { json: call.fields } : { body: await toForm(call) }
    const answer = await callNetwork({ fetch, signal, displayName, url, method: 'POST', ...content, isWrite })
    const told = readObject(answer.json)
    if (answer.status !== 200 || told.ok !== true) throw mapTelegramError({ answer, isWrite })
    return told.result
  }
  return {
    network: 'telegram',
    capabilities: telegramCapabilities,
    verify: async (input) =>
      verifyTelegram({
        chatId: readBot(input.credentials).chatId,
        ask: (method, fields) => ask({ ...input, call: { method, fields, files: [] }, isWrite: false }),
      }),
    submit: async (input) => publishTelegram({ input, chatId: readBot(input.credentials).chatId, send: (call) => ask({ ...input, call, isWrite: true }) }),
    finalize: async (input) => {
      if (input.item.options.pin !== true || input.item.kind !== 'post') return { warnings: [] }
      const fields = { chat_id: readBot(input.credentials).chatId, message_id: Number(input.published.remoteId), disable_notification: true }
      try {
        await ask({ ...input, call: { method: 'pinChatMessage', fields, files: [] }, isWrite: false })
        return { warnings: [] }
      } catch (error) {
        if (!(error instanceof NetworkError) || error.kind === 'rate_limited' || error.kind === 'unavailable') throw error
        return { warnings: [`The message is out, but could not be pinned. ${error.message}`] }
      }
    },
    probe: async () => undefined,
  }
}
