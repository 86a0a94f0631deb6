import { setTimeout as sleep } from 'node:timers/promises'
import type { Schemas } from '@flow/contract'
import { capabilities, createNetworks, type Capabilities } from '@flow/networks'
import { startSimulator, type PublishedItem, type Simulator } from '@flow/simulator'
import { authorizeAtSimulator } from './simulator-oauth.ts'
import { noisyImage } from './pictures.ts'
import { runFlow, type RunningFlow } from './running-flow.ts'
import type { Seat } from './simulator-seats.ts'

/** An account that is connected, on a channel of its own. */
export type Seated = { seat: Seat; account: string; connectionId: string; channelId: string }
export type Placed = { postId: string; seated: Seated }
export type Ended = { post: Schemas['Post']; publication: Schemas['Publication'] }

export type SimulatorBench = {
  flow: RunningFlow
  simulator: Simulator
  take: (input: { seat: Seat; name: string }) => Promise<Seated>
  place: (input: { seated: Seated; body: Omit<Schemas['PostCreate'], 'channelId'>; hasPicture?: boolean }) => Promise<Placed>
  /** Waits until none of the posts is under way any more, or the time is up: which one is, its own test tells best. */
  settle: (input: { placed: readonly Placed[]; patienceMs: number }) => Promise<void>
  endOf: (placed: Placed) => Promise<Ended>
  connectionOf: (seated: Seated) => Promise<Schemas['Connection']>
  /** What is public with this text, in the order of publishing. */
  publishedWith: (input: { seated: Seated; text: string }) => PublishedItem[]
  stop: () => Promise<void>
}

export const altText = 'A field of dots, with “quotes” & an ampersand'

/** What a network can take by one way of connecting to it. */
export function capabilitiesOf(seat: Seat): Capabilities {
  const adapter = createNetworks({ baseUrls: {} }).get(seat.network)
  if (!adapter) throw new Error(`there is no network ${seat.network}`)
  const { credentials } = seat.account({ name: 'anybody', baseUrl: 'http://127.0.0.1' })
  return { ...adapter.capabilities, ...adapter.capabilitiesFor?.(credentials === 'OAuth' ? {} : credentials) }
}

/** A running Flow whose every network is the simulator's. */
export async function startSimulatorBench(): Promise<SimulatorBench> {
  const simulator = await startSimulator({ seed: 11 })
  const flow = await runFlow({ env: { FLOW_ALLOW_PRIVATE_NETWORKS: 'true', ...networkSettings(simulator) } })
  const form = new FormData()
  form.append('file', new Blob([await noisyImage({ width: 320, height: 240 })]), 'dots.png')
  const picture = dataOf<Schemas['Media']>(await flow.call('POST', '/v1/media/upload', { raw: form }))
  dataOf(await flow.call('PATCH', `/v1/media/${picture.key}`, { body: { altText } }))
  const pages: string[] = []
  const connectionWith = async (id: string) => dataOf<Schemas['Connection']>(await flow.call('GET', `/v1/connections/${id}`))

  const connect = async ({ seat: { network, account: open }, name }: { seat: Seat; name: string }) => {
    const { account, page, credentials, fields } = open({ name, baseUrl: simulator.baseUrlOf(network) })
    if (page !== undefined) simulator.configure({ linkedin: { pages: [...pages, page] } })
    if (page !== undefined) pages.push(page)
    if (credentials === 'OAuth') return { account, id: await authorizeAtSimulator({ flow, body: { network, ...(fields ? { fields } : {}) }, account }) }
    const { id } = dataOf<Schemas['Connection']>(await flow.call('POST', '/v1/connections', { body: { network, credentials } }))
    return { account: account || (await connectionWith(id)).account.id, id }
  }
  const postOf = async ({ postId }: Placed) => dataOf<Schemas['Post']>(await flow.call('GET', `/v1/posts/${postId}`))

  return {
    flow,
    simulator,
    take: async ({ seat, name }) => {
      const { account, id } = await connect({ seat, name })
      const channel = dataOf<Schemas['Channel']>(await flow.call('POST', '/v1/channels', { body: { name, connectionIds: [id] } }))
      return { seat, account, connectionId: id, channelId: channel.id }
    },
    place: async ({ seated, body, hasPicture = false }) => {
      const media = hasPicture ? { mediaKeys: [picture.key] } : {}
      const post = dataOf<Schemas['Post']>(await flow.call('POST', '/v1/posts', { body: { channelId: seated.channelId, ...media, ...body } }))
      return { postId: post.id, seated }
    },
    settle: async ({ placed, patienceMs }) => {
      const open = new Set(placed)
      const isOver = async () => {
        for (const each of open) {
          const { status } = await postOf(each)
          if (status !== 'done' && status !== 'blocked') return false
          open.delete(each)
        }
        return true
      }
      const deadline = performance.now() + patienceMs
      while (!(await isOver()) && performance.now() < deadline) await sleep(200)
    },
    endOf: async (placed) => {
      const publications = dataOf<Schemas['Publication'][]>(await flow.call('GET', `/v1/posts/${placed.postId}/publications`))
      const publication = publications.find(({ connectionId }) => connectionId === placed.seated.connectionId)
      if (!publication) throw new Error(`post ${placed.postId} has no publication on its connection`)
      return { post: await postOf(placed), publication }
    },
    connectionOf: ({ connectionId }) => connectionWith(connectionId),
    publishedWith: ({ seated: { seat }, text }) => simulator.published({ network: seat.network, text }),
    stop: async () => {
      await flow.stop()
      await simulator.stop()
    },
  }
}

/** Fixed hosts are played by the simulator, and every OAuth application is set up. */
export function networkSettings(simulator: Simulator): Record<string, string> {
  const settings: Record<string, string> = {}
  for (const { network, host, oauth } of capabilities.values()) {
    if (!simulator.networks.includes(network)) continue
    const suffix = network.toUpperCase().replaceAll('-', '_')
    if (host === 'fixed') settings[`FLOW_NETWORK_BASE_URL_${suffix}`] = simulator.baseUrlOf(network)
    if (oauth) Object.assign(settings, { [`FLOW_OAUTH_${suffix}_CLIENT_ID`]: 'flow', [`FLOW_OAUTH_${suffix}_CLIENT_SECRET`]: 'oauth-client-secret' })
  }
  return settings
}

function dataOf<Data>({ status, json, text }: { status: number; json: { data?: unknown }; text: string }): Data {
  if (status >= 300) throw new Error(`${status}: ${text}`)
  // The caller has held the answer against the spec.
  return json.data as Data
}
