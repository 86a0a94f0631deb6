import { fingerprint } from '../kit/fingerprint.ts'
import { readObject, readText, type Json } from '../kit/read-json.ts'
import type { Published, PublishInput } from '../port/network-adapter.ts'
import { NetworkError } from '../port/network-error.ts'
import type { AskDiscord } from './ask-discord.ts'
import { readAccess } from './credentials.ts'
import { toPublished } from './from-discord-response.ts'
import { toNonce } from './to-discord-post.ts'

const epochMs = 1_420_070_400_000
// Discord's clock and ours may differ by as much.
const marginMs = 60_000
const pageSize = 100
const mostPages = 10

/** Looks through the channel from the time the post was due: a message of the bot's own that says the same in the same place. */
export async function probeDiscord({ input, ask }: { input: PublishInput; ask: AskDiscord }): Promise<Published | undefined> {
  const access = readAccess(input.credentials)
  if (access.kind === 'webhook') return undefined
  const botId = readText(readObject(await ask({ input, path: '/users/@me' })).id)
  const path = `/channels/${access.channelId}/messages`
  let after = toSnowflake(input.item.dueAt.getTime() - marginMs)
  for (let page = 0; page < mostPages; page += 1) {
    const messages = readMessages(await ask({ input, path: `${path}?after=${after}&limit=${pageSize}` }))
    const found = messages.find((message) => readText(readObject(message.author).id) === botId && isSame({ message, input }))
    if (found) return toPublished({ json: found, channelUrl: input.connection.publicUrl })
    // Newest first.
    const newest = readText(messages[0]?.id)
    if (messages.length < pageSize || newest === null) {
      // Without the right to read, Discord shows an empty channel instead of an error.
      if (messages.length === 0 && page === 0 && readMessages(await ask({ input, path: `${path}?limit=1` })).length === 0) throw undecided()
      return undefined
    }
    after = newest
  }
  throw undecided()
}

const undecided = () =>
  new NetworkError({
    kind: 'outcome_unknown',
    message: 'Flow can’t see in the Discord channel whether the post is there. Give the bot the right Read Message History.',
  })

const toSnowflake = (timeMs: number): string => String(BigInt(Math.max(0, timeMs - epochMs)) << 22n)

const readMessages = (json: unknown): Json[] => (Array.isArray(json) ? json.map(readObject) : [])

function isSame({ message, input: { item, clientKey } }: { message: Json; input: PublishInput }): boolean {
  if (message.nonce === toNonce(clientKey)) return true
  const content = typeof message.content === 'string' ? message.content : ''
  const mine = fingerprint(item.text)
  const isSameText = mine === '' ? content.trim() === item.text.trim() : fingerprint(content) === mine
  const parent = readText(readObject(message.message_reference).message_id)
  const count = (Array.isArray(message.attachments) ? message.attachments : []).length
  return isSameText && count === item.media.length && parent === (item.parent?.remoteId ?? null)
}
