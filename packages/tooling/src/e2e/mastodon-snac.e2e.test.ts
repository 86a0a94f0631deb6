import type { Schemas } from '@flow/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createFlowUser, type FlowUser } from './flow-user.ts'
import { agreeAtSnac } from './agree-at-snac.ts'
import { findSnac } from './find-snac.ts'
import { startMastodonSnac, type MastodonSnac, type SnacAccount } from './mastodon-snac.ts'
import { runFlow, until, type RunningFlow } from './running-flow.ts'

const binary = findSnac()
if (!binary) console.log('skipped: Mastodon on a real snac2, because no snac was found on the path or named by FLOW_SNAC')

type Status = {
  id: string
  text: string
  content: string
  visibility: string
  in_reply_to_id: string | null
  spoiler_text: string
  media_attachments: object[]
}

const statuses = '/api/v1/statuses'

// It wants more than a minute before what it does not show counts as not there.
describe.skipIf(!binary)('on a real snac2', { timeout: 180_000 }, () => {
  let snac: MastodonSnac
  let flow: RunningFlow
  let user: FlowUser
  let ada: SnacAccount
  let accessToken: string
  let channelId: string

  beforeAll(async () => {
    snac = await startMastodonSnac({ binary: binary ?? '' })
    ada = snac.createAccount('ada')
    flow = await runFlow({ env: { FLOW_ALLOW_PRIVATE_NETWORKS: 'true' } })
    user = createFlowUser({ flow, network: 'mastodon' })
    accessToken = await getToken(ada)
    const connected = await user.connectChannel({ server: snac.url, accessToken })
    channelId = connected.channelId
    const host = new URL(snac.url).host
    expect(connected.connection).toMatchObject({ status: 'active', account: { handle: `@ada@${host}`, url: `${snac.url}/ada` } })
  })
  afterAll(async () => {
    await flow?.stop()
    await snac?.stop()
  })

  /** As a person does who makes an application by hand. */
  async function getToken(account: SnacAccount): Promise<string> {
    const redirect = 'http://127.0.0.1:9/back'
    const json = async (path: string, body: object) =>
      (await (
        await fetch(`${snac.url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
      ).json()) as Record<string, string>
    const { client_id = '', client_secret } = await json('/api/v1/apps', { client_name: 'By hand', redirect_uris: redirect, scopes: 'read write' })
    const page = `${snac.url}/oauth/authorize?${new URLSearchParams({ response_type: 'code', client_id, redirect_uri: redirect, scope: 'read write' })}`
    const code = new URL(await agreeAtSnac({ page, account })).searchParams.get('code')
    const { access_token = '' } = await json('/oauth/token', { grant_type: 'authorization_code', client_id, client_secret, code, redirect_uri: redirect })
    return access_token
  }
  const shown = async (): Promise<Status[]> => {
    const answer = await fetch(`${snac.url}/api/v1/timelines/home?limit=40`, { headers: { authorization: `Bearer ${accessToken}` } })
    return (await answer.json()) as Status[]
  }
  const withText = async (text: string) => (await shown()).filter((status) => status.text === text)
  const warningsOf = async (publication: Schemas['Publication']) => {
    const read = async () => (await flow.call('GET', `/v1/posts/${publication.postId}/publications`)).json.data as Schemas['Publication'][]
    await until('what it came out as was read back', async () => ((await read())[0]?.warnings.length ?? 0) > 0)
    return (await read())[0]?.warnings
  }

  test('a text with a link, a tag, a mention and a bare < goes out once', async () => {
    const content = 'Grüße 👋🏽 1 < 2 & <b>3</b> > 2, see https://a.example/x?y=1&z=2 @ada #news'
    const publication = await user.publish(channelId, { content })
    const [status, ...others] = await withText(content)
    expect(others).toEqual([])
    expect(publication).toMatchObject({ status: 'published', attempts: 1, url: expect.stringContaining(`${snac.url}/ada/p/`) })
    expect(status?.content).toContain('<a href="https://a.example/x?y=1')
  })

  test('pictures with alt texts, and a thread under them behind a content warning', async () => {
    const mediaKeys = [await user.uploadPicture('Coloured dots'), await user.uploadPicture('More & more')]
    const options = { contentWarning: 'Dots', sensitive: true }
    const thread = [{ content: 'Second part' }, { content: 'Third part' }]
    expect(await user.publish(channelId, { content: 'With pictures', mediaKeys, thread, options })).toMatchObject({ status: 'published' })
    const [third, second, first] = await shown()
    expect(first).toMatchObject({
      text: 'With pictures',
      spoiler_text: 'Dots',
      media_attachments: [{ description: 'Coloured dots' }, { description: 'More & more' }],
    })
    expect([second, third]).toMatchObject([
      { text: 'Second part', in_reply_to_id: first?.id },
      { text: 'Third part', in_reply_to_id: second?.id },
    ])
  })

  test.each([
    ['of a text that the server does not escape', 'Lost <2 _x_ `c` **b** ~~s~~\n> quote\n* item :-) & more', {}, statuses],
    ['of a post for followers alone', 'Lost among friends', { visibility: 'private' }, statuses],
    ['of an upload', 'Lost with an upload', {}, '/api/v2/media'],
    ['of a post with a picture', 'Lost with a picture', {}, statuses],
  ])('a lost answer %s leaves exactly one', async (_, content, options, path) => {
    const mediaKeys = content.includes('with a') ? [await user.uploadPicture('Dots')] : []
    const before = snac.proxy.count(statuses, 'POST')
    snac.proxy.loseAnswer(path, { method: 'POST' })
    const publication = await user.publish(channelId, { content, mediaKeys, options }, 160_000)
    expect(publication).toMatchObject({ status: 'published', url: expect.any(String) })
    expect(await withText(content)).toHaveLength(1)
    expect(snac.proxy.count(statuses, 'POST')).toBe(before + 1)
  })

  test('a lost answer in the middle of a thread for followers doubles and skips nothing', async () => {
    const parts = ['Friends one', 'Friends two', 'Friends three']
    const [content = '', ...rest] = parts
    snac.proxy.loseAnswer(statuses, { method: 'POST', after: 1 })
    const options = { visibility: 'private' }
    await user.publish(channelId, { content, thread: rest.map((part) => ({ content: part })), options }, 160_000)
    const [third, second, first] = await shown()
    expect([first?.text, second?.text, third?.text]).toEqual(parts)
    expect([second?.in_reply_to_id, third?.in_reply_to_id]).toEqual([first?.id, second?.id])
    for (const part of parts) expect(await withText(part)).toHaveLength(1)
  })

  test('what the server leaves out is told: a poll, and a quiet post', async () => {
    const options = { pollOptions: ['Yes', 'No'], visibility: 'unlisted' }
    const publication = await user.publish(channelId, { content: 'Do you?', options })
    expect(await warningsOf(publication)).toEqual(['The Mastodon server left out the poll.', 'The Mastodon server published this as public, not as unlisted.'])
  })

  test('wrong credentials and addresses are told in plain words', async () => {
    for (const [credentials, message] of [
      [{ server: snac.url, accessToken: 'wrong' }, /no longer takes the access token/],
      [{ server: `${snac.url}/nothing`, accessToken }, /There is no Mastodon API at this address/],
    ] as const) {
      const refused = await user.tryConnect(credentials)
      expect(refused.json.error, refused.text).toMatchObject({ code: 'CREDENTIALS_REJECTED', message: expect.stringMatching(message) })
    }
  })

  test('Flow registers itself, a person signs in, and posts go out by that token', async () => {
    const begun = await flow.call('POST', '/v1/connections/authorize', {
      body: { network: 'mastodon', fields: { server: snac.url }, returnUrl: 'https://app.example/accounts' },
    })
    const { url } = begun.json.data as Schemas['ConnectionAuthorization']
    const bob = snac.createAccount('bob')
    const back = new URL(await agreeAtSnac({ page: url, account: bob }))
    const { headers } = await fetch(`${flow.baseUrls[0]}${back.pathname}${back.search}`, { redirect: 'manual' })
    const answered = new URL(headers.get('location') ?? '')
    const id = answered.searchParams.get('connected') ?? ''
    expect(id, answered.search).toMatch(/^conn_/)
    expect((await flow.call('GET', `/v1/connections/${id}`)).json.data).toMatchObject({ status: 'active', account: { displayName: 'bob' } })
    const body = { name: 'bob', connectionIds: [id], feedEnabled: false }
    const own = ((await flow.call('POST', '/v1/channels', { body })).json.data as Schemas['Channel']).id
    expect(await user.publish(own, { content: 'By OAuth' })).toMatchObject({ status: 'published', url: expect.stringContaining('/bob/p/') })
  })
})
