import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createGuardedHttp, type Resolve } from './create-guarded-http.ts'
import { findUrlFault } from './find-url-fault.ts'

let canary: Server
let port: number
let reached = 0

beforeAll(async () => {
  canary = createServer((request, response) => {
    reached += 1
    if (request.url === '/redirect') response.writeHead(302, { location: `http://127.0.0.1:${port}/landed` }).end()
    else if (request.url === '/large') response.end('x'.repeat(1_000_000))
    else if (request.url !== '/hang') response.end('hello')
  })
  await new Promise<void>((resolve) => canary.listen(0, '::', resolve))
  // A listening TCP server has such an address.
  port = (canary.address() as AddressInfo).port
})
afterAll(() => {
  canary.closeAllConnections()
  canary.close()
})

const post = ({ url, resolve, timeoutMs = 3_000, allowPrivate = false }: { url: string; resolve?: Resolve; timeoutMs?: number; allowPrivate?: boolean }) =>
  createGuardedHttp({ allowPrivate, ...(resolve ? { resolve } : {}) }).post({ url, headers: {}, body: '{}', timeoutMs })

const hostileHosts = [
  '127.0.0.1',
  '127.0.0.1.',
  '127.1',
  '127.0.1',
  '0',
  '0.0.0.0',
  '2130706433',
  '0x7f000001',
  '0x7f.0.0.1',
  '0177.0.0.1',
  '017700000001',
  'localhost',
  'LOCALHOST',
  'localhost.',
  'anything.localhost',
  '[::1]',
  '[::]',
  '[0:0:0:0:0:0:0:1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::127.0.0.1]',
  '[64:ff9b::7f00:1]',
  '[fe80::1]',
  '[fc00::1]',
  '１２７．０．０．１',
  '127。0。0。1',
  '%31%32%37.0.0.1',
  '169.254.169.254',
  '[::ffff:169.254.169.254]',
  '10.0.0.1',
  '172.16.0.1',
  '192.168.1.1',
  '100.64.0.1',
  '224.0.0.1',
  '255.255.255.255',
  'metadata.google.internal',
]

test.each(hostileHosts)('%s is refused when saved and reaches nothing when asked', async (host) => {
  const before = reached
  for (const scheme of ['http', 'https']) expect(findUrlFault({ url: `${scheme}://${host}:${port}/`, allowPrivate: false })).toBeDefined()
  await expect(post({ url: `https://${host}:${port}/` })).rejects.toMatchObject({ name: 'GuardedHttpError' })
  expect(reached).toBe(before)
})

test('so are other schemes, credentials, fragments and what is no address', () => {
  for (const url of [
    'http://example.com',
    'ftp://example.com',
    'file:///etc/passwd',
    'https://user:pass@example.com',
    'https://user@example.com',
    'https://example.com/#x',
    'nonsense',
    '',
  ])
    expect(findUrlFault({ url, allowPrivate: false }), url).toBeDefined()
  expect(findUrlFault({ url: 'https://example.com/hooks?x=1', allowPrivate: false })).toBeUndefined()
})

const answers = (...rounds: string[][]): Resolve => {
  let round = 0
  return async () => {
    const addresses = rounds[Math.min(round, rounds.length - 1)] ?? []
    round += 1
    return addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
  }
}

test.each([
  ['a name that leads to loopback', answers(['127.0.0.1'])],
  ['one private answer among public ones', answers(['93.184.216.34', '127.0.0.1'])],
  ['an answer in v6 dress', answers(['::ffff:127.0.0.1'])],
  ['a name that changes its mind between two looks', answers(['127.0.0.1'], ['93.184.216.34'])],
  ['no answer', answers([])],
])('%s reaches nothing', async (_, resolve) => {
  const before = reached
  await expect(post({ url: `https://rebind.example:${port}/`, resolve })).rejects.toMatchObject({ kind: 'refused_address' })
  expect(reached).toBe(before)
})

test('a name that was public when saved and is private when asked reaches nothing, at every connection anew', async () => {
  const before = reached
  // The first look is for a server that is not there; the second, of the same client, would lead to the canary.
  const client = createGuardedHttp({ allowPrivate: false, resolve: answers(['203.0.114.1'], ['127.0.0.1']) })
  const send = () => client.post({ url: `https://rebind.example:${port}/`, headers: {}, body: '{}', timeoutMs: 300 })
  await expect(send()).rejects.toMatchObject({ name: 'GuardedHttpError' })
  await expect(send()).rejects.toMatchObject({ kind: 'refused_address' })
  expect(reached).toBe(before)
})

test('where the operator allows it, a private address is asked; a redirect is not followed, a large answer is cut, a silent one ends', async () => {
  const at = (path: string) => `http://127.0.0.1:${port}${path}`
  expect(await post({ url: at('/'), allowPrivate: true })).toMatchObject({ status: 200, body: 'hello' })
  const before = reached
  expect((await post({ url: at('/redirect'), allowPrivate: true })).status).toBe(302)
  expect(reached).toBe(before + 1)
  expect((await post({ url: at('/large'), allowPrivate: true })).body).toHaveLength(65_536)
  await expect(post({ url: at('/hang'), allowPrivate: true, timeoutMs: 200 })).rejects.toMatchObject({ kind: 'timeout' })
  await expect(post({ url: 'http://127.0.0.1:1/', allowPrivate: true })).rejects.toMatchObject({ kind: 'unreachable' })
})
