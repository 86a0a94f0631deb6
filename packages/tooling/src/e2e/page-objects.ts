import type { Flow } from '../../../sdk/src/index.ts'

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

/** The picture that a page uploads. */
export const pageImage = png

/** New objects for one block of a page, so that a block may delete what it names. */
export async function createPageObjects(flow: Flow) {
  const channel = await flow.channels.create({ name: 'Page' })
  const posts = Array.from({ length: 4 }, () => ({ channelId: channel.id, content: 'Page', scheduledFor: new Date(Date.now() + 86_400_000) }))
  const { results } = await flow.posts.createBatch({ posts })
  const [post = '', post1 = '', post2 = '', post3 = ''] = results.map((result) => result.post?.id)
  for (const webhook of await flow.webhooks.list()) await flow.webhooks.delete(webhook.id)
  return {
    channel: channel.id,
    post,
    post1,
    post2,
    post3,
    media: (await flow.media.upload({ file: new Blob([png]), filename: 'image.png' })).key,
    webhook: (await flow.webhooks.create({ url: 'https://example.com/webhooks/flow', events: ['post.delivered'] })).id,
    key: (await flow.apiKeys.create({ name: 'Page' })).id,
  }
}
