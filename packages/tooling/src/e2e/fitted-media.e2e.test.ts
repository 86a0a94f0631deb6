import type { Schemas } from '@flow/contract'
import { startSimulator, type Simulator } from '@flow/simulator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { noisyImage } from './pictures.ts'
import { runFlow, until, type RunningFlow } from './running-flow.ts'
import { networkSettings } from './simulator-bench.ts'
import { authorizeAtSimulator } from './simulator-oauth.ts'

let flow: RunningFlow
let simulator: Simulator

beforeAll(async () => {
  simulator = await startSimulator()
  flow = await runFlow({ env: { FLOW_ALLOW_PRIVATE_NETWORKS: 'true', ...networkSettings(simulator) } })
})
afterAll(async () => {
  await flow?.stop()
  await simulator?.stop()
})

/** Publishes the picture on Threads, which fetches it by its address. Answers that address. */
async function publishPicture({ enableOptimization }: { enableOptimization: boolean }): Promise<URL> {
  const content = `Fitted: ${enableOptimization}`
  const form = new FormData()
  const format = enableOptimization ? 'webp' : 'jpeg'
  form.set('file', new Blob([new Uint8Array(await noisyImage({ width: 60, height: 40, format }))]), `dots.${format}`)
  const { key } = (await flow.call('POST', '/v1/media/upload', { raw: form })).json.data as Schemas['Media']
  const connectionId = await authorizeAtSimulator({ flow, body: { network: 'threads' }, account: 'thea' })
  const channel = (await flow.call('POST', '/v1/channels', { body: { name: content, connectionIds: [connectionId] } })).json.data as Schemas['Channel']
  const body = { channelId: channel.id, content, mediaKeys: [key], enableOptimization }
  const created = await flow.call('POST', '/v1/posts', { body })
  expect(created.status, created.text).toBe(201)
  const { id } = created.json.data as Schemas['Post']
  await until('the post has ended', async () => ((await flow.call('GET', `/v1/posts/${id}`)).json.data as Schemas['Post']).status === 'done')
  const [media] = simulator.published({ network: 'threads', text: content })[0]?.media ?? []
  return new URL(String(media?.url).replace('//localhost', '//127.0.0.1'))
}

test('a network that fetches a picture by its address gets one that it takes, where the post asks for that', async () => {
  const url = await publishPicture({ enableOptimization: true })
  const fetched = await fetch(url)
  expect([fetched.status, fetched.headers.get('content-type')]).toEqual([200, 'image/jpeg'])
  const bytes = new Uint8Array(await fetched.arrayBuffer())
  expect([...bytes.subarray(0, 2)]).toEqual([0xff, 0xd8])
  expect(Number(fetched.headers.get('content-length'))).toBe(bytes.length)
  const head = await fetch(url, { method: 'HEAD' })
  expect([head.status, head.headers.get('content-length')]).toEqual([200, String(bytes.length)])

  for (const change of ['fit', 'signature', 'expires']) {
    const other = new URL(url)
    other.searchParams.set(change, `${other.searchParams.get(change)}0`)
    expect((await fetch(other)).status, change).toBe(404)
  }
  url.searchParams.delete('fit')
  expect((await fetch(url)).status).toBe(404)
})

test('a picture that the network takes goes as it is', async () => {
  const url = await publishPicture({ enableOptimization: false })
  expect(url.searchParams.has('fit')).toBe(false)
  expect((await fetch(url)).headers.get('content-type')).toBe('image/jpeg')
})
