import type { Schemas } from '@flow/contract'
import type { Answer } from './caller.ts'
import { noisyImage } from './pictures.ts'
import { until, type RunningFlow } from './running-flow.ts'

export type PostingFlow = {
  connect: (network: string, credentials: Record<string, string>) => Promise<Answer>
  /** Connects an account, and makes a channel for it alone. */
  connectChannel: (network: string, credentials: Record<string, string>) => Promise<{ connection: Schemas['Connection']; channelId: string }>
  uploadPicture: (altText: string) => Promise<string>
  /** Posts and waits until it has ended. */
  publish: (post: Schemas['PostCreate'], patienceMs?: number) => Promise<Schemas['Publication']>
}

/** What a user does to post on a network, over the API alone. */
export function createPostingFlow({ call }: Pick<RunningFlow, 'call'>): PostingFlow {
  const made = <Name extends keyof Schemas>(answer: Answer): Schemas[Name] => {
    if (answer.status !== 201) throw new Error(`${answer.status} ${answer.text}`)
    // The caller holds every answer against the spec.
    return answer.json.data as Schemas[Name]
  }
  const connect: PostingFlow['connect'] = (network, credentials) => call('POST', '/v1/connections', { body: { network, credentials } })
  const readPublication = async (postId: string) => {
    const [publication] = (await call('GET', `/v1/posts/${postId}/publications`)).json.data as Schemas['Publication'][]
    if (!publication) throw new Error('the post has no publication')
    return publication
  }
  const publish: PostingFlow['publish'] = async (post, patienceMs = 50_000) => {
    const { id } = made<'Post'>(await call('POST', '/v1/posts', { body: post }))
    const read = async () => (await call('GET', `/v1/posts/${id}`)).json.data as Schemas['Post']
    await until('the post has ended', async () => ['done', 'blocked'].includes((await read()).status), patienceMs)
    return readPublication(id)
  }
  return {
    connect,
    connectChannel: async (network, credentials) => {
      const connection = made<'Connection'>(await connect(network, credentials))
      const body = { name: connection.name, connectionIds: [connection.id], feedEnabled: false }
      return { connection, channelId: made<'Channel'>(await call('POST', '/v1/channels', { body })).id }
    },
    uploadPicture: async (altText) => {
      const raw = new FormData()
      raw.append('file', new Blob([await noisyImage({ width: 64, height: 48 })]), 'dots.png')
      const { key } = made<'Media'>(await call('POST', '/v1/media/upload', { raw }))
      await call('PATCH', `/v1/media/${key}`, { body: { altText } })
      return key
    },
    publish,
  }
}
