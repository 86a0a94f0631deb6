import type { Schemas } from '@flow/contract'
import { startSimulator, type Simulator } from '@flow/simulator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFlowUser } from './flow-user.ts'
import { runFlow, until, type RunningFlow } from './running-flow.ts'

let simulator: Simulator
let flow: RunningFlow

beforeAll(async () => {
  simulator = await startSimulator({ seed: 11 })
  flow = await runFlow({ workers: 0, env: { FLOW_ALLOW_PRIVATE_NETWORKS: 'true' } })
})
afterAll(async () => {
  await flow?.stop()
  await simulator?.stop()
})

const patienceMs = 120_000
const credentials = {
  bluesky: () => ({ server: simulator.baseUrlOf('bluesky'), identifier: 'thread.example', appPassword: 'abcd-efgh-ijkl-mnop' }),
  mastodon: () => ({ server: simulator.baseUrlOf('mastodon'), accessToken: 'thread' }),
}

async function postThread({ network, parts: [content = '', ...rest] }: { network: 'bluesky' | 'mastodon'; parts: string[] }): Promise<string> {
  const user = createFlowUser({ flow, network })
  const { channelId } = await user.connectChannel(credentials[network]())
  return user.post(channelId, { content, thread: rest.map((part) => ({ content: part })) })
}

test.each([
  { network: 'bluesky', when: 'before', what: 'the second had not arrived' },
  { network: 'mastodon', when: 'after', what: 'the second was out, and nobody had said so' },
] as const)(
  '$network: a worker killed amid the parts of a thread, when $what: each part is out once, under the one before it',
  async ({ network, when }) => {
    const parts = ['one', 'two', 'three'].map((part) => `Thread on ${network}, part ${part}.`)
    simulator.script({ network, operation: 'create', matches: parts[1] ?? '', times: 1, fault: { kind: 'hang', ms: 20_000, when } })
    const out = () => simulator.published().filter(({ text }) => parts.includes(text))
    const doomed = await flow.startWorker()
    const id = await postThread({ network, parts })
    const publicationOf = async () => ((await flow.call('GET', `/v1/posts/${id}/publications`)).json.data as Schemas['Publication'][])[0]
    const isSending = async () => (await publicationOf())?.attemptLog?.some(({ item, state }) => item === 1 && state === 'sending') ?? false
    await until('the second part is on its way', async () => (await isSending()) && out().length === (when === 'after' ? 2 : 1), patienceMs)
    await doomed.kill()
    const heir = await flow.startWorker()
    const read = async () => (await flow.call('GET', `/v1/posts/${id}`)).json.data as Schemas['Post']
    await until('the post has ended', async () => ['done', 'blocked'].includes((await read()).status), patienceMs)
    const publication = await publicationOf()
    expect(publication?.status, JSON.stringify(publication, null, 1)).toBe('published')
    expect(publication?.items.map(({ status }) => status)).toEqual(['published', 'published', 'published'])
    const items = out()
    expect(items.map(({ text }) => text).sort()).toEqual([...parts].sort())
    const [one, two, three] = parts.map((part) => items.find(({ text }) => text === part))
    expect([one?.parentId, two?.parentId, three?.parentId]).toEqual([null, one?.id, two?.id])
    // The parts before the one in doubt are not asked for again.
    expect(publication?.attemptLog?.filter(({ item }) => item === 0)).toHaveLength(1)
    await heir.kill()
  },
  300_000,
)

test('nothing came a second time, however late', () => {
  expect(simulator.duplicates()).toEqual([])
})
