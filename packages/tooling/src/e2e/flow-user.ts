import type { Schemas } from '@flow/contract'
import type { Answer } from './caller.ts'
import { noisyImage } from './pictures.ts'
import { until, type RunningFlow } from './running-flow.ts'

export type PostFields = { title?: string; content?: string; mediaKeys?: string[]; options?: object; thread?: { content: string }[] }

export type FlowUser = {
  /** Asks to connect, whatever comes of it. */
  tryConnect: (credentials: object) => Promise<Answer>
  connect: (credentials: object) => Promise<Schemas['Connection']>
  connection: (id: string) => Promise<Schemas['Connection']>
  createChannel: (connectionId: string) => Promise<string>
  /** Connects an account, and makes a channel for it alone. */
  connectChannel: (credentials: object) => Promise<{ connection: Schemas['Connection']; channelId: string }>
  uploadPicture: (altText: string) => Promise<string>
  upload: (input: { bytes: Buffer<ArrayBuffer>; name: string; altText?: string }) => Promise<string>
  post: (channelId: string, fields: PostFields & { scheduledFor?: string }) => Promise<string>
  /** Waits for the post to end and answers its one publication. */
  ended: (postId: string, patienceMs?: number) => Promise<Schemas['Publication']>
  publish: (channelId: string, fields: PostFields, patienceMs?: number) => Promise<Schemas['Publication']>
}

/** What somebody does with one network, over the API. */
export function createFlowUser({ flow, network }: { flow: RunningFlow; network: string }): FlowUser {
  const expectData = (answer: Answer): unknown => {
    if (answer.status >= 400) throw new Error(answer.text)
    return answer.json.data
  }
  const tryConnect = (credentials: object) => flow.call('POST', '/v1/connections', { body: { network, credentials } })
  const post = async (channelId: string, { options, content, ...fields }: PostFields & { scheduledFor?: string }) => {
    const body = { channelId, ...fields, ...(content === undefined ? {} : { content }), ...(options ? { overrides: { [network]: { options } } } : {}) }
    return (expectData(await flow.call('POST', '/v1/posts', { body })) as Schemas['Post']).id
  }
  const ended = async (postId: string, patienceMs = 50_000) => {
    const read = async () => expectData(await flow.call('GET', `/v1/posts/${postId}`)) as Schemas['Post']
    await until('the post has ended', async () => ['done', 'blocked'].includes((await read()).status), patienceMs)
    const [publication] = expectData(await flow.call('GET', `/v1/posts/${postId}/publications`)) as Schemas['Publication'][]
    if (!publication) throw new Error('the post has no publication')
    return publication
  }
  const connect = async (credentials: object) => expectData(await tryConnect(credentials)) as Schemas['Connection']
  const createChannel = async (connectionId: string) => {
    const body = { name: network, connectionIds: [connectionId], feedEnabled: false }
    return (expectData(await flow.call('POST', '/v1/channels', { body })) as Schemas['Channel']).id
  }
  const upload: FlowUser['upload'] = async ({ bytes, name, altText }) => {
    const form = new FormData()
    form.append('file', new Blob([bytes]), name)
    if (altText !== undefined) form.append('altText', altText)
    return (expectData(await flow.call('POST', '/v1/media/upload', { raw: form })) as Schemas['Media']).key
  }
  return {
    tryConnect,
    connect,
    connection: async (id) => expectData(await flow.call('GET', `/v1/connections/${id}`)) as Schemas['Connection'],
    createChannel,
    connectChannel: async (credentials) => {
      const connection = await connect(credentials)
      return { connection, channelId: await createChannel(connection.id) }
    },
    upload,
    uploadPicture: async (altText) => upload({ bytes: await noisyImage({ width: 64, height: 48 }), name: 'dots.png', altText }),
    post,
    ended,
    publish: async (channelId, fields, patienceMs) => ended(await post(channelId, fields), patienceMs),
  }
}
