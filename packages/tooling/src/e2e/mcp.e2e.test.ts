import { operationTable } from '@flow/contract'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildCli } from './build-cli.ts'
import { runFlow, until, type RunningFlow } from './running-flow.ts'

const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='
const folder = mkdtempSync(join(tmpdir(), 'flow-mcp-'))
let flow: RunningFlow
let testKey: string
let cli: string
const clients: Client[] = []

beforeAll(async () => {
  cli = buildCli()
  flow = await runFlow()
  const made = await flow.call('POST', '/v1/api-keys', { body: { name: 'Robot', mode: 'test' } })
  testKey = String(Object(made.json.data).apiKey)
}, 120_000)
afterAll(async () => {
  await Promise.all(clients.map((client) => client.close()))
  rmSync(folder, { recursive: true })
  await flow?.stop()
})

const address = () => new URL(`${flow.baseUrls[0]}/mcp`)

async function connect(apiKey: string): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' })
  // The SDK's optional members are typed without `undefined`, which this compiler tells apart.
  await client.connect(
    new StreamableHTTPClientTransport(address(), { requestInit: { headers: { authorization: `Bearer ${apiKey}` } } }) as Parameters<Client['connect']>[0],
  )
  clients.push(client)
  return client
}

async function connectStdio(apiKey: string): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' })
  const env = { PATH: process.env['PATH'] ?? '', FLOW_API_KEY: apiKey, FLOW_BASE_URL: flow.baseUrls[0] ?? '', HOME: folder }
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [cli, 'mcp'], env, stderr: 'ignore' }))
  clients.push(client)
  return client
}

type Result = {
  isError: boolean
  value: Record<string, unknown> & { data?: Record<string, unknown>; error?: { code: string; details: { field: string }[]; remedy: string } }
}

async function call(client: Client, name: string, args: Record<string, unknown> = {}): Promise<Result> {
  // No tool declares another form.
  const { isError = false, structuredContent, content } = (await client.callTool({ name, arguments: args })) as CallToolResult
  const [text] = content
  expect(text?.type === 'text' ? JSON.parse(text.text) : undefined).toEqual(structuredContent)
  return { isError, value: structuredContent as Result['value'] }
}

const postCount = async (apiKey: string) => (await flow.call('GET', '/v1/posts', { apiKey })).json.pagination?.total

test('every operation is a tool with hints and a schema of its own', async () => {
  const client = await connect(flow.apiKey)
  const { tools } = await client.listTools()
  expect(tools.map((tool) => tool.name).sort()).toEqual(
    Object.values(operationTable)
      .map(({ sdk }) =>
        `${sdk.group} ${sdk.method}`
          .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
          .replaceAll(' ', '_')
          .toLowerCase(),
      )
      .sort(),
  )
  const byName = new Map(tools.map((tool) => [tool.name, tool]))
  expect(byName.get('posts_list')?.annotations).toMatchObject({ readOnlyHint: true })
  expect(byName.get('posts_preflight')?.annotations).toMatchObject({ readOnlyHint: true })
  expect(byName.get('posts_create')?.annotations).toMatchObject({ readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: true })
  expect(byName.get('posts_delete')?.annotations).toMatchObject({ readOnlyHint: false, destructiveHint: true, idempotentHint: true })
  expect(byName.get('posts_create')?.inputSchema).toMatchObject({ required: ['channelId'], properties: { content: { type: 'string', maxLength: 10_000 } } })
  expect(JSON.stringify(tools)).not.toContain('$ref')
  expect(client.getInstructions()).toContain('dryRun')
})

test('a live key publishes only when it is told to, and once for its idempotency key', async () => {
  const client = await connect(flow.apiKey)
  const before = await postCount(flow.apiKey)
  const post = { channelId: flow.channelId, content: 'From a model' }
  const dry = await call(client, 'posts_create', post)
  expect(dry).toMatchObject({ isError: false, value: { dryRun: true, preflight: { isAccepted: true, connections: [{ network: 'feed' }] } } })
  expect((await call(client, 'posts_create_batch', { posts: [post, { channelId: 'channel_x', content: 'No' }] })).value).toMatchObject({
    dryRun: true,
    total: 2,
    results: [{ wouldSucceed: true }, { wouldSucceed: false, error: { code: 'CHANNEL_NOT_FOUND' } }],
  })
  expect(await postCount(flow.apiKey)).toBe(before)

  const [first, again] = [
    await call(client, 'posts_create', { ...post, dryRun: false, idempotencyKey: 'one' }),
    await call(client, 'posts_create', { ...post, dryRun: false, idempotencyKey: 'one' }),
  ]
  const id = String(first.value.data?.['id'])
  expect(again.value.data?.['id']).toBe(id)
  expect(await postCount(flow.apiKey)).toBe((before ?? 0) + 1)
  await until('the post is done', async () => (await call(client, 'posts_get', { postId: id })).value.data?.['status'] === 'done')
  expect((await call(client, 'posts_publications', { postId: id })).value.data).toMatchObject([{ status: 'published', network: 'feed' }])
  expect((await call(client, 'posts_update', { postId: id, content: 'Late' })).value).toMatchObject({ dryRun: true, change: { isAccepted: false } })

  const later = await call(client, 'posts_create', { ...post, scheduledFor: new Date(Date.now() + 3_600_000).toISOString(), dryRun: false })
  const laterId = String(later.value.data?.['id'])
  expect((await call(client, 'posts_update', { postId: laterId, content: 'Changed' })).value).toMatchObject({
    change: { isAccepted: true, before: { content: 'From a model' }, changes: { content: 'Changed' } },
  })
  expect((await call(client, 'posts_delete', { postId: laterId })).value).toMatchObject({ dryRun: true, post: { id: laterId, content: 'From a model' } })
  expect((await call(client, 'posts_delete_batch', { postIds: [laterId] })).value).toMatchObject({ dryRun: true, results: [{ result: { id: laterId } }] })
  expect((await call(client, 'posts_retry', { postId: id })).value).toMatchObject({ dryRun: true, publications: [{ status: 'published' }] })
  expect(await call(client, 'posts_delete', { postId: laterId, dryRun: false })).toEqual({ isError: false, value: { done: true } })
  expect(await call(client, 'posts_get', { postId: laterId })).toMatchObject({
    isError: true,
    value: { error: { code: 'POST_NOT_FOUND', remedy: expect.stringMatching(/./) } },
  })
})

test('a test key acts at once', async () => {
  const client = await connect(testKey)
  const channel = await call(client, 'channels_create', { name: 'Trial' })
  const post = await call(client, 'posts_create', { channelId: channel.value.data?.['id'], content: 'Tried' })
  expect(post.value).toMatchObject({ data: { mode: 'test', content: 'Tried' } })
  expect((await call(client, 'posts_create', { channelId: channel.value.data?.['id'], content: 'Tried', dryRun: true })).value).toMatchObject({ dryRun: true })
  const found = await call(client, 'posts_list', { filter: { content: { contains: 'Tried' }, status: { in: 'queued,flowing,done,blocked' } }, perPage: 1 })
  expect(found.value).toMatchObject({ data: [{ content: 'Tried' }], pagination: { total: 1 } })
  const media = await call(client, 'media_upload', { filename: 'dot.png', contentBase64: png, altText: 'A dot' })
  expect(media.value).toMatchObject({ data: { contentType: 'image/png', altText: 'A dot' } })
})

test('what is wrong is named by its field, and what a key may not do is not offered', async () => {
  const client = await connect(testKey)
  expect(await call(client, 'posts_create', { channelId: 'channel_x', content: '' })).toMatchObject({
    isError: true,
    value: { error: { code: 'VALIDATION_ERROR', details: [{ field: 'content' }] } },
  })
  expect(await call(client, 'posts_get', { postId: 'post_x', colour: 'red' })).toMatchObject({
    isError: true,
    value: { error: { details: [{ field: 'colour' }] } },
  })
  expect(await call(client, 'posts_get', { postId: '..' })).toMatchObject({ isError: true, value: { error: { details: [{ field: 'postId' }] } } })
  expect(await call(client, 'posts_delete', { postId: 'post_x', dryRun: 'no' })).toMatchObject({
    isError: true,
    value: { error: { details: [{ field: 'dryRun' }] } },
  })
  await expect(client.callTool({ name: 'posts_burn' })).rejects.toThrow('There is no tool "posts_burn"')

  const made = await flow.call('POST', '/v1/api-keys', { body: { name: 'Reader', permissions: ['posts:read'] } })
  const reader = await connect(String(Object(made.json.data).apiKey))
  expect((await reader.listTools()).tools.map((tool) => tool.name).sort()).toEqual([
    'networks_list',
    'posts_get',
    'posts_list',
    'posts_preflight',
    'posts_publications',
  ])
  expect(await call(reader, 'posts_delete', { postId: 'post_x' })).toMatchObject({ isError: true, value: { error: { code: 'INSUFFICIENT_PERMISSIONS' } } })
})

test('secrets stay out of answers unless they are asked for', async () => {
  const client = await connect(testKey)
  const webhook = { url: 'https://example.com/hook', events: ['post.delivered'] }
  const hidden = await call(client, 'webhooks_create', webhook)
  expect(JSON.stringify(hidden)).not.toContain('whsec_')
  expect(hidden.value.data).toMatchObject({ url: webhook.url })
  expect((await call(client, 'webhooks_create', { ...webhook, revealSecret: true })).value.data?.['secret']).toMatch(/^whsec_/)
  const keys = async () => (await flow.call('GET', '/v1/api-keys', { apiKey: testKey })).json.pagination?.total
  const before = await keys()
  expect(await call(client, 'api_keys_create', { name: 'Hidden', revealSecret: false })).toMatchObject({
    isError: true,
    value: { error: { details: [{ field: 'revealSecret' }] } },
  })
  expect(await keys()).toBe(before)
  expect((await call(client, 'api_keys_create', { name: 'Shown', revealSecret: true })).value.data?.['apiKey']).toMatch(/^flow_sk_test_/)
})

test('the door: keys, origins, methods, limits and broken messages', async () => {
  const ask = (init: RequestInit & { headers?: Record<string, string> }) =>
    fetch(address(), {
      method: 'POST',
      ...init,
      headers: { accept: 'application/json, text/event-stream', 'content-type': 'application/json', ...init.headers },
    })
  const list = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' })
  const authorization = `Bearer ${testKey}`
  const keyless = await ask({ body: list })
  expect([keyless.status, keyless.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
  expect(await keyless.json()).toMatchObject({ error: { code: 'MISSING_API_KEY' } })
  expect((await ask({ body: list, headers: { authorization: 'Bearer flow_sk_live_aaaaaaaa_x' } })).status).toBe(401)
  expect((await ask({ body: list, headers: { authorization, origin: 'https://elsewhere.example' } })).status).toBe(403)
  expect((await ask({ body: list, headers: { authorization, origin: flow.dashboardUrl } })).status).toBe(200)
  const stream = await ask({ method: 'GET', headers: { authorization } })
  expect([stream.status, stream.headers.get('allow')]).toEqual([405, 'POST'])
  const answered = await ask({ body: list, headers: { authorization } })
  expect(answered.headers.get('x-request-id')).toMatch(/^req_/)
  expect(answered.headers.get('mcp-session-id')).toBeNull()
  expect(Number(answered.headers.get('x-ratelimit-remaining'))).toBeGreaterThan(0)
  const broken = await ask({ body: '{"jsonrpc":', headers: { authorization } })
  expect(broken.status).toBe(400)
  expect(await broken.json()).toMatchObject({ jsonrpc: '2.0', error: { code: -32700 } })
})

test('flow mcp serves the same tools by standard input and output, and uploads files of this machine', async () => {
  const client = await connectStdio(testKey)
  const names = (await client.listTools()).tools.map((tool) => tool.name)
  expect(names).toEqual([...(await (await connect(testKey)).listTools()).tools.map((tool) => tool.name), 'media_upload_file'])
  const file = join(folder, 'dot.png')
  writeFileSync(file, Buffer.from(png, 'base64'))
  const media = await call(client, 'media_upload_file', { path: file, altText: 'A dot' })
  expect(media.value.data).toMatchObject({ contentType: 'image/png', altText: 'A dot' })
  expect((await client.callTool({ name: 'media_upload_file', arguments: { path: join(folder, 'none.png') } })).isError).toBe(true)
  const channel = await call(client, 'channels_create', { name: 'By stdio' })
  expect((await call(client, 'posts_create', { channelId: channel.value.data?.['id'], mediaKeys: [media.value.data?.['key']] })).value.data).toMatchObject({
    status: expect.any(String),
  })
  const live = await connectStdio(flow.apiKey)
  expect((await call(live, 'posts_create', { channelId: flow.channelId, content: 'Not yet' })).value).toMatchObject({ dryRun: true })
  await expect(connectStdio('flow_sk_live_aaaaaaaa_wrong')).rejects.toThrow()
})
