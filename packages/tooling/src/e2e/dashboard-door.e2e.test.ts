import type { AppRouter } from '@flow/api/trpc'
import { createTRPCClient, httpBatchLink, TRPCClientError } from '@trpc/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { noisyImage } from './pictures.ts'
import { runFlow, until, type RunningFlow } from './running-flow.ts'

let flow: RunningFlow
const owner = { name: 'Ada', email: 'Ada@Example.com', password: 'correct horse battery' }

beforeAll(async () => {
  flow = await runFlow()
})
afterAll(() => flow?.stop())

const base = () => flow.baseUrls[0] ?? ''
const clientWith = (headers: Record<string, string> = {}) => createTRPCClient<AppRouter>({ links: [httpBatchLink({ url: `${base()}/trpc`, headers })] })
const signIn = (password: string) =>
  fetch(`${base()}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: flow.dashboardUrl },
    body: JSON.stringify({ email: 'ada@example.com', password }),
  })
const cookieOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => Promise.reject(new Error('it worked')),
    (error: unknown) => (error instanceof TRPCClientError ? (error as TRPCClientError<AppRouter>).data : error),
  )

test('the one-time link makes the owner, once', async () => {
  const { setup } = clientWith()
  expect(await setup.find.query({ token: flow.setupToken })).toEqual({ workspaceName: 'My workspace' })
  expect(await setup.find.query({ token: 'nonsense' })).toBeNull()
  const short = await failure(setup.claim.mutate({ token: flow.setupToken, ...owner, password: 'short' }))
  expect(short).toMatchObject({ httpStatus: 400, error: { code: 'VALIDATION_ERROR', details: [{ field: 'password' }] } })
  // Two clicks at once: one owner.
  const claims = await Promise.allSettled([1, 2].map(() => setup.claim.mutate({ token: flow.setupToken, ...owner })))
  expect(claims.map((claim) => claim.status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(await setup.find.query({ token: flow.setupToken })).toBeNull()
})

test('nobody signs up without it, and a wrong password opens nothing', async () => {
  const signUp = await fetch(`${base()}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: flow.dashboardUrl },
    body: JSON.stringify({ name: 'Eve', email: 'eve@example.com', password: 'correct horse battery' }),
  })
  expect(signUp.status).toBe(400)
  expect((await signIn('not the password')).status).toBe(401)
  expect(await clientWith().session.get.query()).toBeNull()
  expect(await failure(clientWith().posts.list.query({}))).toMatchObject({ code: 'UNAUTHORIZED', httpStatus: 401 })
})

test('a member sees, makes and deletes what the API does, by the same rules', async () => {
  const signedIn = await signIn(owner.password)
  expect(signedIn.status).toBe(200)
  const cookie = cookieOf(signedIn)
  const client = clientWith({ cookie })
  expect(await client.session.get.query()).toMatchObject({
    user: { name: 'Ada', email: 'ada@example.com' },
    workspace: { name: 'My workspace' },
    role: 'owner',
    mode: 'live',
  })

  const { data: channels } = await client.channels.list.query({})
  expect(channels.map((channel) => channel.id)).toEqual([flow.channelId])
  const post = await client.posts.create.mutate({ channelId: flow.channelId, content: 'From the dashboard' })
  await until('the post is done', async () => (await client.posts.get.query({ id: post.id })).status === 'done')
  const [publication] = await client.posts.publications.query({ id: post.id })
  expect(publication).toMatchObject({ status: 'published', network: 'feed' })
  expect((await flow.call('GET', `/v1/posts/${post.id}`)).json.data).toMatchObject({ content: 'From the dashboard', status: 'done' })

  expect(await failure(client.posts.create.mutate({ channelId: flow.channelId, content: '' }))).toMatchObject({
    httpStatus: 400,
    error: { details: [{ field: 'content' }] },
  })
  expect(await failure(client.posts.update.mutate({ id: post.id, changes: { content: 'Late' } }))).toMatchObject({ error: { code: 'POST_NOT_EDITABLE' } })
  expect(await failure(client.posts.get.query({ id: 'post_x' }))).toMatchObject({ httpStatus: 404, error: { code: 'POST_NOT_FOUND' } })

  const once = { channelId: flow.channelId, content: 'Pressed twice', idempotencyKey: 'a key of the page' }
  const [first, again] = [await client.posts.create.mutate(once), await client.posts.create.mutate(once)]
  expect(again).toEqual(first)
  expect(await failure(client.posts.create.mutate({ ...once, content: 'Another' }))).toMatchObject({ error: { code: 'IDEMPOTENCY_KEY_REUSED' } })
  expect((await client.posts.list.query({ filter: { content: { contains: 'Pressed twice' } } })).data).toHaveLength(1)

  const test = clientWith({ cookie, 'x-flow-mode': 'test' })
  expect((await test.posts.list.query({})).data).toEqual([])
})

test('a member uploads, previews and moves the test clock; a stranger uploads nothing', async () => {
  const cookie = cookieOf(await signIn(owner.password))
  const upload = async (headers: Record<string, string>) => {
    const form = new FormData()
    form.set('file', new Blob([await noisyImage({ width: 20, height: 10 })]), 'dot.png')
    return fetch(`${base()}/dashboard/media`, { method: 'POST', headers, body: form })
  }
  expect((await upload({})).status).toBe(401)
  expect((await upload({ cookie, origin: 'https://elsewhere.example' })).status).toBe(403)
  const uploaded = await upload({ cookie, origin: flow.dashboardUrl })
  expect(uploaded.status).toBe(201)
  // The route's answer is the contract's media.
  const { data } = (await uploaded.json()) as { data: { key: string } }
  const client = clientWith({ cookie })
  const media = await client.media.get.query({ key: data.key })
  expect(media).toMatchObject({ width: 20, height: 10, filename: 'dot.png' })
  expect((await fetch(`${base()}${media.path}`)).status).toBe(200)
  expect(await client.media.update.mutate({ id: data.key, changes: { altText: 'A dot' } })).toMatchObject({ altText: 'A dot' })

  const preflight = await client.posts.preflight.mutate({ channelId: flow.channelId, content: 'Hello', mediaKeys: [data.key], thread: [{ content: 'More' }] })
  expect(preflight).toMatchObject({
    isAccepted: true,
    connections: [{ network: 'feed', parts: [{ content: 'Hello', mediaKeys: [data.key] }, { content: 'More' }] }],
  })
  const networks = await client.connections.networks.query()
  expect(networks.find(({ id }) => id === 'telegram')).toMatchObject({
    limits: { text: { max: 4096 } },
    options: expect.arrayContaining([expect.objectContaining({ name: 'silent' })]),
  })

  expect(await failure(client.test.moveClock.mutate({ advanceSeconds: 60 }))).toMatchObject({ httpStatus: 403 })
  const test = clientWith({ cookie, 'x-flow-mode': 'test' })
  expect(await test.test.moveClock.mutate({ advanceSeconds: 3_600 })).toMatchObject({ offsetSeconds: 3_600 })
  expect(await test.test.clock.query()).toEqual({ offsetSeconds: 3_600 })
  expect(await client.test.clock.query()).toEqual({ offsetSeconds: 0 })
})

test('a page of another origin is refused, whatever cookie it brings', async () => {
  const cookie = cookieOf(await signIn(owner.password))
  const stranger = clientWith({ cookie, origin: 'https://elsewhere.example' })
  expect(await failure(stranger.channels.create.mutate({ name: 'Taken over' }))).toMatchObject({ httpStatus: 403 })
})
