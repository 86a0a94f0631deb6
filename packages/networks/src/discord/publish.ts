import type { Published, PublishInput } from '../port/network-adapter.ts'
import type { AskDiscord } from './ask-discord.ts'
import { readAccess } from './credentials.ts'
import { toPublished } from './from-discord-response.ts'
import { toDiscordPost } from './to-discord-post.ts'

/** One message, its media with it. */
export async function publishDiscord({ input, ask }: { input: PublishInput; ask: AskDiscord }): Promise<Published> {
  const { item, clientKey, credentials, connection } = input
  const access = readAccess(credentials)
  const post = toDiscordPost({ item, kind: access.kind, clientKey })
  const path = access.kind === 'bot' ? `/channels/${access.channelId}/messages` : '?wait=true'
  const content = item.media.length === 0 ? { json: post } : { form: await toForm({ post, media: item.media }) }
  const json = await ask({ input, path, method: 'POST', ...content, isWrite: true })
  return toPublished({ json, channelUrl: connection.publicUrl })
}

async function toForm({ post, media }: { post: object; media: PublishInput['item']['media'] }): Promise<FormData> {
  const form = new FormData()
  form.set('payload_json', JSON.stringify(post))
  for (const [no, { bytes, contentType, filename }] of media.entries()) form.set(`files[${no}]`, new Blob([await bytes()], { type: contentType }), filename)
  return form
}
