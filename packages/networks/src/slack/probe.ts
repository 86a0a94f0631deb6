import { fingerprint } from '../kit/fingerprint.ts'
import { readObject, readText, type Json } from '../kit/read-json.ts'
import type { Published, PublishInput } from '../port/network-adapter.ts'
import { NetworkError } from '../port/network-error.ts'
import type { AskSlack } from './ask-slack.ts'
import { readBot } from './credentials.ts'
import { findSharedFile } from './find-shared-file.ts'
import { toPublished } from './from-slack-response.ts'
import { fileKey } from './share-files.ts'
import { eventType } from './wire.ts'

const marginSeconds = 60
const mostPages = 10

/** Looks for a message with the item's key, or for where the item's own files were shared. What the app may not read leaves it open. */
export async function probeSlack({ input, ask }: { input: PublishInput; ask: AskSlack }): Promise<Published | undefined> {
  try {
    if (input.item.media.length === 0) return await findMessage({ input, ask })
    const fileId = input.progress.get(fileKey(0))
    // Without an upload nothing could be shared.
    return fileId ? await findSharedFile({ input, ask, fileId }) : undefined
  } catch (error) {
    if (error instanceof NetworkError && error.kind === 'permission_missing') throw undecided(error.message)
    throw error
  }
}

async function findMessage({ input, ask }: { input: PublishInput; ask: AskSlack }): Promise<Published | undefined> {
  const { item, connection } = input
  const { channel } = readBot(input.credentials)
  const own = readText((await ask({ input, method: 'auth.test' })).user_id)
  const method = item.root ? 'conversations.replies' : 'conversations.history'
  const oldest = String(Math.floor(item.dueAt.getTime() / 1_000) - marginSeconds)
  const form = { channel, oldest, limit: '200', include_all_metadata: 'true', ...(item.root ? { ts: item.root.remoteId } : {}) }
  let cursor = ''
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await ask({ input, method, form: { ...form, ...(cursor === '' ? {} : { cursor }) } })
    const messages = Array.isArray(answer.messages) ? answer.messages.map(readObject) : []
    const found = messages.find((message) => isSame({ message, input, own }))
    if (found) return toPublished({ ts: found.ts, channelUrl: connection.publicUrl })
    cursor = readText(readObject(answer.response_metadata).next_cursor) ?? ''
    if (cursor === '') return undefined
  }
  throw undecided('There are too many messages to look through.')
}

/** By the key; a message whose metadata Slack does not show, by author and text. */
function isSame({ message, input: { item, clientKey }, own }: { message: Json; input: PublishInput; own: string | null }): boolean {
  if (item.root && message.ts === item.root.remoteId) return false
  const metadata = readObject(message.metadata)
  const key = readText(readObject(metadata.event_payload).key)
  if (metadata.event_type === eventType && key !== null) return key === clientKey
  return own !== null && message.user === own && !Array.isArray(message.files) && toText(message.text) === toText(item.text)
}

// Slack puts links in angle brackets, some of them with a label.
const toText = (text: unknown): string => fingerprint(String(text ?? '').replace(/<(https?:[^|>]*)(?:\|[^>]*)?>/g, '$1'))

const undecided = (reason: string) =>
  new NetworkError({ kind: 'outcome_unknown', message: `Flow can’t see in the Slack channel whether the post is there. ${reason}` })
