import { readNumber, readObject, readText } from '../kit/read-json.ts'
import type { Account } from '../port/credentials.ts'
import type { AccountInput } from '../port/network-adapter.ts'
import { NetworkError } from '../port/network-error.ts'
import type { AskDiscord } from './ask-discord.ts'
import { readAccess } from './credentials.ts'
import { toAccount } from './from-discord-response.ts'

// Text, voice, announcement, and the three kinds of threads: what takes messages. Forums take threads alone.
const takesMessages = new Set([0, 2, 5, 10, 11, 12])

/** Asks which channel it is: of a webhook its own, of a bot the one that was named, if the bot sees it. */
export async function verifyDiscord({ input, ask }: { input: AccountInput; ask: AskDiscord }): Promise<Account> {
  const access = readAccess(input.credentials)
  if (access.kind === 'webhook') {
    const webhook = readObject(await ask({ input, path: '' }))
    return toAccount({ remoteId: access.id, name: readText(webhook.name) ?? 'Discord webhook', channel: { ...webhook, id: webhook.channel_id } })
  }
  const bot = readObject(await ask({ input, path: '/users/@me' }))
  const channel = readObject(await ask({ input, path: `/channels/${access.channelId}` }))
  const type = readNumber(channel.type)
  if (readText(bot.id) === null || readText(channel.id) === null || type === null) {
    throw new NetworkError({ kind: 'unavailable', message: 'Discord did not say which bot and channel these are. Try again in a while.' })
  }
  if (!takesMessages.has(type)) {
    throw new NetworkError({
      kind: 'permission_missing',
      message: 'This Discord channel takes no messages, as forums and categories don’t. Connect a text channel.',
    })
  }
  const name = readText(channel.name)
  return toAccount({ remoteId: access.channelId, name: name === null ? access.channelId : `#${name}`, channel })
}
