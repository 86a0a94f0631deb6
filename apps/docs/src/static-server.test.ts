import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { request, type IncomingMessage, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createStaticServer } from './static-server.ts'

const files = {
  'out/index.html': '<h1>Flow</h1>',
  'out/404.html': '<h1>Not here</h1>',
  'out/docs.html': 'docs',
  'out/docs/quick-start.html': 'quick start',
  'out/guide/index.html': 'guide',
  'out/search-index.json': '{}',
  'out/_next/static/chunk.js': 'export {}',
  'out/.hidden': 'hidden',
  'out/empty.txt': '',
  'secret.html': 'secret',
}

let folder: string
let server: Server
let port: number

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flow-docs-'))
  for (const [path, content] of Object.entries(files)) {
    await mkdir(join(folder, path, '..'), { recursive: true })
    await writeFile(join(folder, path), content)
  }
  await symlink(join(folder, 'secret.html'), join(folder, 'out', 'linked.html'))
  server = createStaticServer({ folder: join(folder, 'out') })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  port = typeof address === 'object' && address ? address.port : 0
})

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve))
  await rm(folder, { recursive: true })
})

// Not fetch, which would tidy a path up before it is sent.
async function call(path: string, { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {}) {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, method, headers, agent: false }, resolve).on('error', reject).end()
  })
  return { status: response.statusCode, headers: response.headers, body: await text(response) }
}

describe('files', () => {
  it.each([
    ['/', '<h1>Flow</h1>', 'text/html; charset=utf-8'],
    ['/docs', 'docs', 'text/html; charset=utf-8'],
    ['/docs/quick-start', 'quick start', 'text/html; charset=utf-8'],
    ['/docs/quick-start/?from=feed', 'quick start', 'text/html; charset=utf-8'],
    ['/guide', 'guide', 'text/html; charset=utf-8'],
    ['/search-index.json', '{}', 'application/json; charset=utf-8'],
    ['/_next/static/chunk.js', 'export {}', 'text/javascript; charset=utf-8'],
    ['/empty.txt', '', 'text/plain; charset=utf-8'],
  ])('%s', async (path, body, type) => {
    const answer = await call(path)
    expect(answer).toMatchObject({ status: 200, body })
    expect(answer.headers['content-type']).toBe(type)
  })

  it('answers HEAD with the headers alone', async () => {
    const answer = await call('/docs', { method: 'HEAD' })
    expect(answer).toMatchObject({ status: 200, body: '' })
    expect(answer.headers['content-length']).toBe('4')
  })

  it('refuses other methods', async () => {
    const answer = await call('/docs', { method: 'POST' })
    expect(answer.status).toBe(405)
    expect(answer.headers.allow).toBe('GET, HEAD')
  })

  it('tells its health', async () => {
    expect(await call('/healthz')).toMatchObject({ status: 200, body: '{"status":"ok"}' })
  })
})

describe('what is not there', () => {
  it.each(['/nothing', '/_next/static/nothing.js', '/docs/nothing/', '/.hidden', '/%', '/%00'])('%s is the 404 page', async (path) => {
    expect(await call(path)).toMatchObject({ status: 404, body: '<h1>Not here</h1>' })
  })

  it.each(['/../secret.html', '/..%2fsecret', '/%2e%2e/secret', '/docs/../../secret.html', '/..%5csecret.html', '//../secret', '/linked'])(
    '%s stays in the folder',
    async (path) => {
      const answer = await call(path)
      expect(answer.status).toBe(404)
      expect(answer.body).not.toContain('secret')
    },
  )
})

describe('caching', () => {
  it('keeps what has a hash in its name, and asks again for the rest', async () => {
    expect((await call('/_next/static/chunk.js')).headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect((await call('/docs')).headers['cache-control']).toBe('no-cache')
  })

  it('answers 304 to a known ETag, weak or not, and 200 to another', async () => {
    const { etag = '' } = (await call('/docs')).headers
    expect(await call('/docs', { headers: { 'If-None-Match': etag } })).toMatchObject({ status: 304, body: '' })
    expect(await call('/docs', { headers: { 'If-None-Match': `"other", W/${etag}` } })).toMatchObject({ status: 304 })
    expect(await call('/docs', { headers: { 'If-None-Match': '"other"' } })).toMatchObject({ status: 200, body: 'docs' })
  })
})
