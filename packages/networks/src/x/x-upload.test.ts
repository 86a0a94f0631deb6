import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mediaFile } from '../testing/media-file.ts'
import { publishInput } from '../testing/publish-input.ts'
import created from './fixtures/created.json' with { type: 'json' }
import { createX } from './index.ts'

// Over real HTTP, since a form's bytes and boundary are made only when it is sent.
const pieces: { index: string; bytes: Buffer; type: string }[] = []
let server: Server

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(Buffer.from(chunk))
    if (request.url?.endsWith('/append')) {
      const form = await new Response(Buffer.concat(chunks), { headers: { 'content-type': request.headers['content-type'] ?? '' } }).formData()
      const media = form.get('media')
      if (!(media instanceof File)) throw new Error('the piece should be a file')
      pieces.push({ index: String(form.get('segment_index')), bytes: Buffer.from(await media.arrayBuffer()), type: media.type })
      response.writeHead(204).end()
      return
    }
    response.writeHead(request.url?.endsWith('/tweets') ? 201 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(request.url?.endsWith('/tweets') ? created : { data: { id: '7', expires_after_secs: 86_400 } }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

test('the pieces of a media arrive as they are, in their order', async () => {
  const content = new Uint8Array(4_194_304 + 100_000).map((_, index) => index % 251)
  // A server that listens on a port has an address with one.
  const { port } = server.address() as AddressInfo
  const media = [mediaFile({ content, contentType: 'image/png' })]
  const input = publishInput({ credentials: { accessToken: 't' }, fetch, item: { media } })
  expect(await createX({ baseUrl: `http://127.0.0.1:${port}` }).submit(input)).toMatchObject({ remoteId: created.data.id })
  expect(pieces.map(({ index, type }) => [index, type])).toEqual([
    ['0', 'image/png'],
    ['1', 'image/png'],
  ])
  expect(Buffer.concat(pieces.map(({ bytes }) => bytes)).equals(Buffer.from(content))).toBe(true)
})
