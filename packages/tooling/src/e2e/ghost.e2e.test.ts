import type { Schemas } from '@flow/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findGhost } from '../servers/find-ghost.ts'
import { createFlowUser, type FlowUser, type PostFields } from './flow-user.ts'
import { noisyImage } from './pictures.ts'
import { runFlow, type RunningFlow } from './running-flow.ts'
import { startGhost, type Ghost, type GhostKeys } from './start-ghost.ts'

const found = findGhost()
if (typeof found === 'string') console.log(`skipped: a real Ghost. ${found}`)

type Written = {
  status: string
  visibility: string
  title: string
  html: string | null
  custom_excerpt: string | null
  canonical_url: string | null
  feature_image: string | null
  feature_image_alt: string | null
  tags: { name: string }[]
}

describe.skipIf(typeof found === 'string').each([{ path: '' }, { path: '/blog' }])('a Ghost at "$path/"', ({ path }) => {
  let ghost: Ghost
  let flow: RunningFlow
  let user: FlowUser
  let keys: GhostKeys
  let channelId: string
  let connection: Schemas['Connection']

  beforeAll(async () => {
    if (typeof found === 'string') return
    ghost = await startGhost({ ...found, path })
    flow = await runFlow({ env: { FLOW_ALLOW_PRIVATE_NETWORKS: 'true' } })
    user = createFlowUser({ flow, network: 'ghost' })
    keys = await ghost.createIntegration('Flow')
    connection = await user.connect(login())
    channelId = await user.createChannel(connection.id)
  }, 180_000)
  afterAll(async () => {
    await flow?.stop()
    await ghost?.stop()
  })

  const login = (more: object = {}) => ({ server: ghost.url, adminApiKey: keys.adminApiKey, ...more })
  const postsOf = async (title: string) => {
    const filter = encodeURIComponent(`title:~'${title}'`)
    // Ghost's own shape.
    return ((await ghost.ask('GET', `posts/?formats=html&include=tags&filter=${filter}`)) as { posts: Written[] }).posts
  }
  const onlyPost = async (title: string) => {
    const posts = await postsOf(title)
    expect(posts).toHaveLength(1)
    const [post] = posts
    if (!post) throw new Error(`no post is called ${title}`)
    return post
  }
  const refusalOf = async (credentials: object) => {
    const { status, json } = await user.tryConnect(credentials)
    return [status, json.error?.code, json.error?.message]
  }

  test('is connected by whatever address of it a person copies, and is the same each time', async () => {
    expect(connection).toMatchObject({ name: 'Flow & Friends', status: 'active', account: { url: `${ghost.url}/` } })
    for (const below of ['/', '/ghost', '/ghost/#/settings/integrations', '/ghost/api/admin/', '/?x=1'])
      expect((await user.connect(login({ server: `${ghost.url}${below}` }))).id).toBe(connection.id)
    expect((await user.connect(login({ adminApiKey: ` ${keys.adminApiKey}\n` }))).id).toBe(connection.id)
  })

  test('what is wrong with a key or an address is said in plain words', async () => {
    const rejected = (part: string) => [400, 'CREDENTIALS_REJECTED', expect.stringContaining(part)]
    const [id = '', secret = ''] = keys.adminApiKey.split(':')
    expect(await refusalOf(login({ adminApiKey: `${id}:${'ab'.repeat(32)}` }))).toEqual(rejected('does not know this Admin API key'))
    expect(await refusalOf(login({ adminApiKey: `${'ab'.repeat(12)}:${secret}` }))).toEqual(rejected('does not know this Admin API key'))
    for (const adminApiKey of [keys.contentApiKey, `${id}:${keys.contentApiKey}`, keys.adminApiKey.slice(0, 60)])
      expect(await refusalOf(login({ adminApiKey }))).toEqual([400, 'VALIDATION_ERROR', expect.stringContaining('not its Content API key')])
    expect(await refusalOf(login({ server: `${ghost.url}/welcome/` }))).toEqual(rejected('no Ghost at this address'))
    expect(await refusalOf(login({ server: flow.baseUrls[0] }))).toEqual(rejected('no Ghost at this address'))
    expect(await refusalOf(login({ server: 'http://127.0.0.1:9' }))).toEqual([503, 'SERVICE_UNAVAILABLE', expect.stringContaining("can't be reached")])
    const page = { pathPart: '/ghost/api', body: '<h1>Hello</h1>' }
    ghost.proxy.answerInstead({ ...page, status: 200 })
    expect(await refusalOf(login())).toEqual(rejected('no Ghost at this address'))
    ghost.proxy.answerInstead({ ...page, status: 403 })
    expect(await refusalOf(login())).toEqual(rejected('firewall'))
    ghost.proxy.answerInstead({ ...page, status: 301, headers: { location: 'https://moved.example/' } })
    expect(await refusalOf(login())).toEqual(rejected('https://moved.example'))
    ghost.proxy.answerInstead({ ...page, status: 503 })
    expect(await refusalOf(login())).toEqual([503, 'SERVICE_UNAVAILABLE', expect.stringContaining('not in order')])
  })

  test('a text of signs that mean something in HTML reads as it was written', async () => {
    const title = '<script>alert(1)</script> & 5 < 6 👋 special'
    const content = `<script>alert('x')</script> & "q" \\ {{helper}} 👩‍👩‍👧‍👦 日本語 <!--kg-card-begin: html-->\n- one\n- two\n\nsee https://a.example/?x=1&y=2`
    const options = { excerpt: '<b> & 👋', tags: ['R&D', 'C<T>', 'News', 'news', '日本'], canonicalUrl: 'https://first.example/x?a=1' }
    expect(await user.publish(channelId, { title, content, options })).toMatchObject({
      status: 'published',
      attempts: 1,
      url: expect.stringContaining(ghost.url),
    })
    const post = await onlyPost('special')
    expect(post).toMatchObject({ title, custom_excerpt: '<b> & 👋', canonical_url: 'https://first.example/x?a=1' })
    expect(post.tags.map(({ name }) => name)).toEqual(['R&D', 'C<T>', 'News', '日本'])
    expect(post.html).toBe(
      `<p>&lt;script&gt;alert('x')&lt;/script&gt; &amp; "q" \\ {{helper}} 👩‍👩‍👧‍👦 日本語 &lt;!--kg-card-begin: html--&gt;<br>- one<br>- two</p><p>see <a href="https://a.example/?x=1&amp;y=2">https://a.example/?x=1&amp;y=2</a></p>`,
    )
  })

  test('a draft, whom it is for, a title as long as may be, and a long thread as one post', async () => {
    expect(await user.publish(channelId, { title: 'Kept back', content: 'Text', options: { status: 'draft' } })).toMatchObject({
      status: 'published',
      url: null,
    })
    expect((await onlyPost('Kept back')).status).toBe('draft')
    for (const visibility of ['public', 'members', 'paid']) {
      await user.publish(channelId, { title: `Read by ${visibility}`, content: 'Text', options: { visibility } })
      expect(await onlyPost(`Read by ${visibility}`)).toMatchObject({ status: 'published', visibility })
    }
    const thread = Array.from({ length: 20 }, (_, part) => ({ content: `Part ${part}. ${'ünd 👋 '.repeat(1_000)}` }))
    expect(await user.publish(channelId, { title: `Longest ${'👋'.repeat(247)}`, content: 'Begins', thread })).toMatchObject({ status: 'published' })
    expect((await onlyPost('Longest')).html?.split('<p>')).toHaveLength(22)
    const refused = await user.publish(channelId, { title: 'Refused', content: 'Text', options: { canonicalUrl: 'no address' } })
    expect(refused).toMatchObject({ status: 'blocked', reason: { code: 'content_rejected', message: expect.stringContaining('canonical_url') } })
    expect((await user.connection(connection.id)).status).toBe('active')
  })

  test('pictures by any name, with their alternative texts', async () => {
    const mediaKeys = [
      await user.upload({ bytes: await noisyImage({ width: 2_700, height: 1_800, format: 'jpeg' }), name: 'фото.jpg', altText: 'Large "one" <b>' }),
      await user.upload({ bytes: await noisyImage({ width: 32, height: 32, format: 'webp' }), name: 'picture', altText: 'Two & <three>' }),
      await user.upload({ bytes: await noisyImage({ width: 32, height: 32 }), name: 'truly-a-png.jpg' }),
    ]
    expect(await user.publish(channelId, { title: 'With pictures', content: 'Text', mediaKeys })).toMatchObject({ status: 'published', attempts: 1 })
    const post = await onlyPost('With pictures')
    expect(post).toMatchObject({ feature_image: expect.stringMatching(/\/file[^/]*\.jpg$/), feature_image_alt: 'Large "one" <b>' })
    expect(post.html).toMatch(/<img src="[^"]+\/picture[^"]*\.webp" class="kg-image" alt="Two &amp; <three>"/)
    for (const [, address = ''] of post.html?.matchAll(/<img src="([^"]+)"/g) ?? []) expect((await fetch(address)).status).toBe(200)
  })

  // The folder of a site changes nothing here, and each look-up takes its time.
  test.skipIf(path !== '')('an answer that is lost, or comes as a page or a failure, leaves exactly one post', { timeout: 240_000 }, async () => {
    const page = { pathPart: '/posts/?source', method: 'POST', headers: { 'content-type': 'text/html' }, body: '<h1>Hello</h1>' }
    const mediaKeys = [await user.upload({ bytes: await noisyImage({ width: 32, height: 32 }), name: 'dot.png' })]
    const publishOnce = async (title: string, fields: PostFields = {}) => {
      expect(await user.publish(channelId, { title, content: 'Text', ...fields })).toMatchObject({ status: 'published' })
      await onlyPost(title)
    }
    ghost.proxy.loseAnswer('/posts/?source', { method: 'POST' })
    await publishOnce('Lost answer')
    ghost.proxy.loseAnswer('/posts/?source', { method: 'POST' })
    await publishOnce('Lost draft', { options: { status: 'draft' } })
    ghost.proxy.replaceAnswer({ ...page, status: 200 })
    await publishOnce('Page in place')
    ghost.proxy.replaceAnswer({ ...page, status: 502 })
    // Not Ghost's word that the post is not there.
    ghost.proxy.answerInstead({ pathPart: '/posts/slug', status: 404, headers: { 'content-type': 'application/json' }, body: '{"message":"no route"}' })
    await publishOnce('Gateway failure')
    ghost.proxy.loseAnswer('/images/upload', { method: 'POST' })
    await publishOnce('Lost picture', { mediaKeys })
    ghost.proxy.answerInstead({ ...page, status: 429, headers: { 'retry-after': '1' } })
    await publishOnce('Pause')
  })

  test('a firewall and an integration that is deleted stop the connection with a reason, and what is scheduled is kept', async () => {
    ghost.proxy.answerInstead({ pathPart: '/posts/?source', method: 'POST', status: 403, body: '<h1>Blocked</h1>' })
    expect(await user.publish(channelId, { title: 'Walled off', content: 'Text' })).toMatchObject({ status: 'blocked', reason: { code: 'permission_missing' } })
    expect(await user.connection(connection.id)).toMatchObject({ status: 'error', reason: { message: expect.stringContaining('firewall') } })
    await flow.call('POST', `/v1/connections/${connection.id}/verify`)
    expect((await user.connection(connection.id)).status).toBe('active')
    const scheduled = await user.post(channelId, { title: 'Later', content: 'Text', scheduledFor: new Date(Date.now() + 3_600_000).toISOString() })
    await ghost.ask('DELETE', `integrations/${keys.id}/`)
    expect(await user.publish(channelId, { title: 'Revoked', content: 'Text' })).toMatchObject({ status: 'blocked', reason: { code: 'credentials_expired' } })
    expect(await user.connection(connection.id)).toMatchObject({ status: 'expired', reason: { message: expect.stringContaining('Copy it again') } })
    expect(await postsOf('Revoked')).toEqual([])
    keys = await ghost.createIntegration('Flow again')
    expect(await user.connect(login())).toMatchObject({ id: connection.id, status: 'active' })
    const answer = await flow.call('PATCH', `/v1/posts/${scheduled}`, { body: { scheduledFor: new Date(Date.now() + 1_000).toISOString() } })
    expect(answer.status, answer.text).toBe(200)
    expect(await user.ended(scheduled)).toMatchObject({ status: 'published' })
    await onlyPost('Later')
  })
})
