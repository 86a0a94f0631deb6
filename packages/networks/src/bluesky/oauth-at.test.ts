import { hash, verify } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Credentials } from '../port/credentials.ts'
import { createFakeFetch, type Call, type FakeAnswer } from '../testing/fake-fetch.ts'
import { publishInput } from '../testing/publish-input.ts'
import { newPrivateKey } from './dpop.ts'
import { createBluesky } from './index.ts'

const did = 'did:plc:34oauvk34uokyma6qjitdm2m'
const issuer = 'https://access.example'
const place = { redirectUrl: 'https://flow.example/v1/connections/callback', documentUrl: 'https://flow.example/oauth/bluesky/client-metadata.json' }
const bluesky = createBluesky()
const documentOf = (pds: string, id = did) => ({ id, service: [{ id: '#atproto_pds', type: 'AtprotoPersonalDataServer', serviceEndpoint: pds }] })
const serverOf = (at: string) => ({
  issuer: at,
  authorization_endpoint: `${at}/authorize`,
  token_endpoint: `${at}/token`,
  pushed_authorization_request_endpoint: `${at}/par`,
  authorization_response_iss_parameter_supported: true,
})
const tokens = { access_token: 'at1', refresh_token: 'rt1', token_type: 'DPoP', expires_in: 3_600, scope: 'atproto transition:generic', sub: did }

/** A PDS, its server for access, and the directory; a test changes single answers, by address. */
const answers: Record<string, (call: Call) => FakeAnswer> = {
  'https://bsky.social/xrpc/com.atproto.identity.resolveHandle': () => ({ json: { did } }),
  [`https://plc.directory/${did}`]: () => ({ json: documentOf('https://pds.example') }),
  'https://pds.example/.well-known/oauth-protected-resource': () => ({ json: { resource: 'https://pds.example', authorization_servers: [issuer] } }),
  [`${issuer}/.well-known/oauth-authorization-server`]: () => ({ json: serverOf(issuer) }),
  [`${issuer}/par`]: () => ({ status: 201, json: { request_uri: 'urn:1', expires_in: 299 } }),
  [`${issuer}/token`]: () => ({ json: tokens }),
}
const { signal } = publishInput()

async function open(changes: typeof answers = {}) {
  const asked = createFakeFetch((call) => ({ ...answers, ...changes })[call.url.split('?')[0] ?? '']?.(call) ?? { status: 404, json: { error: 'NotFound' } })
  const server = bluesky.defaultServer ?? ''
  const opened = await bluesky.oauthAt?.({ server, ...place, application: null, fetch: asked.fetch, openSocket: () => new WebSocket(''), signal })
  if (!opened) throw new Error('no OAuth')
  const { client } = opened
  const begin = (fields: Credentials) => client.begin({ state: 's1', codeVerifier: 'v'.repeat(43), redirectUrl: place.redirectUrl, fields, signal })
  const exchange = async (notes: Credentials) => {
    const parameters = new URLSearchParams({ code: 'c1', state: 's1', iss: issuer })
    return client.exchange({ parameters, state: 's1', codeVerifier: 'v'.repeat(43), redirectUrl: place.redirectUrl, notes, signal })
  }
  const connect = async (fields: Credentials) => exchange((await begin(fields)).notes ?? {})
  return { ...asked, ...opened, begin, exchange, connect }
}

test('the request is pushed to the server of the account, signed by this Flow, and says nothing in the address', async () => {
  const { begin, calls, application } = await open()
  const { url, notes } = await begin({ identifier: '@ada.bsky.social' })
  expect(url).toBe(`${issuer}/authorize?client_id=${encodeURIComponent(place.documentUrl)}&request_uri=urn%3A1`)
  expect(notes).toEqual({ issuer, did, dpopKey: expect.any(String) })
  const pushed = calls.find((call) => call.url.endsWith('/par'))?.body as Record<string, string>
  expect(pushed).toMatchObject({ client_id: place.documentUrl, scope: 'atproto transition:generic', login_hint: 'ada.bsky.social', state: 's1' })
  const [header = '', claims = '', signature = ''] = (pushed.client_assertion ?? '').split('.')
  const document = await bluesky.describeApplication?.({ application, ...place })
  const [key] = Object(document).jwks.keys
  expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toMatchObject({ alg: 'ES256', kid: key.kid })
  expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({ iss: place.documentUrl, aud: issuer })
  const isSigned = verify('sha256', Buffer.from(`${header}.${claims}`), { key, format: 'jwk', dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'))
  expect(isSigned).toBe(true)
  expect(Object.keys(key)).not.toContain('d')
})

test('tokens come with all that the account needs later, and are renewed for that account alone', async () => {
  const { connect, client } = await open()
  const granted = await connect({ identifier: did })
  expect(granted).toEqual({
    accessToken: 'at1',
    refreshToken: 'rt1',
    expiresInSeconds: 3_600,
    credentials: { did, pds: 'https://pds.example', issuer, dpopKey: expect.any(String) },
  })
  const credentials = granted.credentials ?? {}
  expect(await client.refresh({ refreshToken: 'rt1', credentials, signal })).toMatchObject({ accessToken: 'at1', refreshToken: 'rt1' })
  const other = { ...credentials, did: 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa' }
  await expect(client.refresh({ refreshToken: 'rt1', credentials: other, signal })).rejects.toMatchObject({ kind: 'permission_missing' })
})

test('a server that vouches for an account of another server is not believed', async () => {
  const { connect } = await open({
    // The answer at the end names another server than the one that was asked.
    'https://bsky.social/.well-known/oauth-protected-resource': () => ({ status: 404 }),
    'https://bsky.social/.well-known/oauth-authorization-server': () => ({ json: serverOf('https://bsky.social') }),
    'https://bsky.social/par': () => ({ status: 201, json: { request_uri: 'urn:1', expires_in: 299 } }),
    'https://bsky.social/token': () => ({ json: tokens }),
  })
  await expect(connect({})).rejects.toMatchObject({ kind: 'unavailable' })
  const own = await open({
    [`https://plc.directory/${did}`]: () => ({ json: documentOf('https://honest.example') }),
    'https://honest.example/.well-known/oauth-protected-resource': () => ({ json: { authorization_servers: ['https://honest.example'] } }),
    'https://honest.example/.well-known/oauth-authorization-server': () => ({ json: serverOf('https://honest.example') }),
  })
  const notes = { issuer, dpopKey: await newPrivateKey() }
  await expect(own.exchange(notes)).rejects.toMatchObject({ kind: 'permission_missing', message: expect.stringContaining('another server') })
  const named = await open()
  await expect(named.exchange({ ...notes, did: 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa' })).rejects.toMatchObject({
    message: expect.stringContaining('another account'),
  })
})

test.each([
  ['bound to no key', { token_type: 'bearer' }],
  ['without the scope of atproto', { scope: 'openid' }],
  ['of nobody', { sub: undefined }],
])('tokens %s are refused', async (_what, change) => {
  const { connect } = await open({ [`${issuer}/token`]: () => ({ json: { ...tokens, ...change } }) })
  await expect(connect({ identifier: did })).rejects.toMatchObject({ kind: 'permission_missing' })
})

test('a handle may be known by its own site alone, and one that nobody has is named', async () => {
  const unknown = { status: 400, json: { error: 'InvalidRequest', message: 'Unable to resolve handle' } }
  const resolve = { 'https://bsky.social/xrpc/com.atproto.identity.resolveHandle': () => unknown }
  const bySite = await open({ ...resolve, 'https://ada.example/.well-known/atproto-did': () => ({ text: `${did}\n` }) })
  expect((await bySite.begin({ identifier: 'ada.example' })).notes?.did).toBe(did)
  const nobody = await open(resolve)
  for (const identifier of ['nobody.example', 'no handle', 'did:key:z6Mk']) {
    await expect(nobody.begin({ identifier })).rejects.toMatchObject({ kind: 'content_rejected' })
  }
  const web = 'did:web:ada.example'
  const byWeb = await open({ 'https://ada.example/.well-known/did.json': () => ({ json: documentOf('https://pds.example', web) }) })
  expect((await byWeb.begin({ identifier: web })).notes?.did).toBe(web)
  const forged = await open({ 'https://ada.example/.well-known/did.json': () => ({ json: documentOf('https://pds.example') }) })
  await expect(forged.begin({ identifier: web })).rejects.toMatchObject({ kind: 'content_rejected' })
})

test('refresh tokens that ended ask for a person; a server that is away does not', async () => {
  const granted = await (await open()).connect({ identifier: did })
  const renew = async (answer: FakeAnswer) => {
    const { client } = await open({ [`${issuer}/token`]: () => answer })
    return client.refresh({ refreshToken: 'rt1', credentials: granted.credentials ?? {}, signal })
  }
  await expect(renew({ status: 400, json: { error: 'invalid_grant' } })).rejects.toMatchObject({ kind: 'credentials_expired' })
  await expect(renew({ status: 503 })).rejects.toMatchObject({ kind: 'unavailable' })
})

test('calls prove the key, take up the nonce that a server asks for, and repeat nothing else', async () => {
  const dpopKey = await newPrivateKey()
  const credentials = { accessToken: 'at1', did, pds: 'https://pds.example', dpopKey }
  let isNonceWanted = true
  const { fetch, headers, calls } = createFakeFetch(({ url }) => {
    if (!url.includes('putRecord')) return { status: 501, json: { error: 'MethodNotImplemented' } }
    const fresh = { 'dpop-nonce': 'n1' }
    if (isNonceWanted) {
      isNonceWanted = false
      return { status: 401, json: { error: 'use_dpop_nonce' }, headers: { ...fresh, 'www-authenticate': 'DPoP error="use_dpop_nonce"' } }
    }
    return { status: 401, json: { error: 'invalid_token', message: 'Token expired' }, headers: { ...fresh, 'www-authenticate': 'DPoP error="invalid_token"' } }
  })
  const post = publishInput({ credentials, fetch, item: { text: 'Hello' } })
  await expect(bluesky.submit(post)).rejects.toMatchObject({ kind: 'credentials_expired' })
  expect(calls.map(({ url }) => url)).toEqual(Array(2).fill('https://pds.example/xrpc/com.atproto.repo.putRecord'))
  const proofs = headers.map((each) => JSON.parse(Buffer.from(each.get('dpop')?.split('.')[1] ?? '', 'base64url').toString()))
  const ath = hash('sha256', 'at1', 'base64url')
  expect(proofs).toMatchObject([
    { htm: 'POST', htu: calls[0]?.url, ath },
    { htm: 'POST', htu: calls[0]?.url, ath, nonce: 'n1' },
  ])
  expect(proofs[0].jti).not.toBe(proofs[1].jti)
  expect(headers[0]?.get('authorization')).toBe('DPoP at1')
})

test('on the own machine Flow needs no document; elsewhere it needs an address that servers reach', async () => {
  const at = (publicUrl: string) => ({ redirectUrl: `${publicUrl}/v1/connections/callback` })
  expect(bluesky.findMissingSetting?.(at('http://localhost:4100'))).toBeNull()
  expect(bluesky.findMissingSetting?.(at('https://flow.example'))).toBeNull()
  for (const publicUrl of ['http://flow.example', 'https://flow.lan', 'http://192.168.1.5:4100']) {
    expect(bluesky.findMissingSetting?.(at(publicUrl))).toBe('FLOW_PUBLIC_URL')
    const input = { server: issuer, ...at(publicUrl), documentUrl: '', application: null, fetch, openSocket: () => new WebSocket(''), signal }
    await expect(bluesky.oauthAt?.(input)).rejects.toMatchObject({ message: expect.stringContaining('FLOW_PUBLIC_URL') })
  }
})
