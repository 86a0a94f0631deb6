import type { Schemas } from '@flow/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findWordPress } from '../servers/find-wordpress.ts'
import { createFlowUser, type FlowUser, type PostFields } from './flow-user.ts'
import { noisyImage, videoFile } from './pictures.ts'
import { runFlow, type RunningFlow } from './running-flow.ts'
import { startWordPress, type WordPress } from './start-wordpress.ts'

const files = findWordPress()
if (typeof files === 'string') console.log(`skipped: a real WordPress. ${files}`)

type Written = {
  status: string
  link: string
  title: { raw: string; rendered: string }
  content: { raw: string }
  excerpt: { raw: string }
  featured_media: number
  categories: number[]
  tags: number[]
}
type Term = { id: number; name: string }
type Medium = { id: number; source_url: string; alt_text: string; mime_type: string }

const paragraph = (html: string) => `<!-- wp:paragraph -->\n<p>${html}</p>\n<!-- /wp:paragraph -->`

describe.skipIf(typeof files === 'string').each([{ path: '' }, { path: '/blog' }])('a WordPress at "$path/"', ({ path }) => {
  let wordpress: WordPress
  let flow: RunningFlow
  let user: FlowUser
  let passwords: Record<string, string>
  let channelId: string
  let connection: Schemas['Connection']

  beforeAll(async () => {
    if (typeof files === 'string') return
    wordpress = await startWordPress({ files, path })
    flow = await runFlow({ env: { FLOW_ALLOW_PRIVATE_NETWORKS: 'true' } })
    user = createFlowUser({ flow, network: 'wordpress' })
    passwords = await wordpress.change({ users: { boss: 'administrator', edith: 'editor', artur: 'author', conny: 'contributor' } })
    connection = await user.connect(loginOf('boss'))
    channelId = await user.createChannel(connection.id)
  }, 120_000)
  afterAll(async () => {
    await flow?.stop()
    await wordpress?.stop()
  })

  const loginOf = (username: string, more: object = {}) => ({ server: wordpress.url, username, applicationPassword: passwords[username], ...more })
  const read = async (below: string): Promise<unknown> => {
    const authorization = `Basic ${Buffer.from(`edith:${passwords['edith']}`).toString('base64')}`
    return (await fetch(`${wordpress.url}/?rest_route=/wp/v2/${below}`, { headers: { authorization } })).json()
  }
  /** WordPress's own shapes. */
  const postsOf = async (word: string) => (await read(`posts&context=edit&status=any&per_page=100&search=${encodeURIComponent(word)}`)) as Written[]
  const mediaOf = async () => (await read('media&context=edit&per_page=100')) as Medium[]
  const onlyPost = async (word: string) => {
    const found = await postsOf(word)
    expect(found).toHaveLength(1)
    const [post] = found
    if (!post) throw new Error(`no post has ${word}`)
    return post
  }
  const refusalOf = async (credentials: object) => {
    const { status, json } = await user.tryConnect(credentials)
    return [status, json.error?.code, json.error?.message]
  }

  test('is connected by whatever address of it a person copies, and is the same each time', async () => {
    expect(connection).toMatchObject({ name: 'Flow & Friends', status: 'active', account: { handle: 'boss', url: wordpress.url } })
    for (const below of ['/', '/wp-admin/profile.php', '/wp-login.php', '/wp-json/', '/xmlrpc.php', '/hello-world/', '/?p=1', '/#top'])
      expect((await user.connect(loginOf('boss', { server: `${wordpress.url}${below}` }))).id).toBe(connection.id)
    expect((await user.connect(loginOf('boss', { applicationPassword: passwords['boss']?.replaceAll(' ', '') }))).id).toBe(connection.id)
    expect((await user.connect(loginOf('boss', { username: 'boss@example.test' }))).id).toBe(connection.id)
    expect((await user.connect(loginOf('artur'))).id).not.toBe(connection.id)
  })

  test.each(['', '/index.php/%postname%/'])('is found and posted to with permalinks "%s"', async (permalinks) => {
    await wordpress.change({ permalinks })
    const { id } = await user.connect(loginOf('edith'))
    expect(await user.publish(await user.createChannel(id), { title: `Links ${permalinks}`, content: 'Text' })).toMatchObject({
      status: 'published',
      attempts: 1,
    })
    await wordpress.change({ permalinks: '/%postname%/' })
  })

  test('permalinks that change after connecting cost no post', async () => {
    await wordpress.change({ permalinks: '' })
    const mediaKeys = [await user.upload({ bytes: await noisyImage({ width: 32, height: 32 }), name: 'later.png' })]
    for (const [title, fields] of Object.entries({ 'Changed with picture': { mediaKeys }, 'Changed without': {} })) {
      expect(await user.publish(channelId, { title, content: 'Text', ...fields })).toMatchObject({ status: 'published' })
      await onlyPost(title)
    }
    await wordpress.change({ permalinks: '/%postname%/' })
  })

  test('what is wrong with credentials, a role or a site is said in plain words', async () => {
    const rejected = (part: string) => [400, 'CREDENTIALS_REJECTED', expect.stringContaining(part)]
    const wrong = { applicationPassword: 'abcd EFGH 1234 ijkl MNOP 6789' }
    expect(await refusalOf(loginOf('boss', wrong))).toEqual(rejected('did not accept the user name'))
    expect(await refusalOf(loginOf('nobody', wrong))).toEqual(rejected('did not accept the user name'))
    expect(await refusalOf(loginOf('boss', { applicationPassword: 'not-an-application-password' }))).toEqual(rejected('did not accept the user name'))
    expect(await refusalOf(loginOf('conny'))).toEqual(rejected('role Author'))
    expect(await refusalOf(loginOf('boss', { server: flow.baseUrls[0] }))).toEqual(rejected('no WordPress API at this address'))
    expect(await refusalOf(loginOf('boss', { server: 'http://127.0.0.1:9' }))).toEqual([
      503,
      'SERVICE_UNAVAILABLE',
      expect.stringContaining("can't be reached"),
    ])
    wordpress.proxy.answerInstead({ pathPart: '/wp-json', status: 301, headers: { location: 'https://moved.example/' } })
    wordpress.proxy.answerInstead({ pathPart: 'rest_route', status: 301, headers: { location: 'https://moved.example/' } })
    expect(await refusalOf(loginOf('boss'))).toEqual(rejected('https://moved.example'))
    const off = (status: number) => `add_filter('rest_authentication_errors', fn() => new WP_Error('rest_disabled', 'It is off.', ['status' => ${status}]));`
    const plugins = {
      [off(401)]: 'turned off',
      [off(403)]: 'turned off',
      "add_filter('wp_is_application_passwords_available', '__return_false');": 'takes no application password',
      "unset($_SERVER['PHP_AUTH_USER'], $_SERVER['PHP_AUTH_PW']);": 'Authorization header',
      "add_filter('rest_endpoints', fn($all) => array_filter($all, fn($path) => !str_starts_with($path, '/wp/v2/users'), ARRAY_FILTER_USE_KEY));": 'turned off',
    }
    for (const [php, part] of Object.entries(plugins)) {
      await wordpress.setPlugin(php)
      expect(await refusalOf(loginOf('boss'))).toEqual(rejected(part))
    }
    await wordpress.setPlugin(String.raw`echo "<br />\n<b>Warning</b>:  Undefined variable<br />\n";`)
    expect((await user.connect(loginOf('boss'))).id).toBe(connection.id)
    await wordpress.setPlugin('')
  })

  test('a text of signs that mean something in HTML reads as it was written, from an administrator as from an author', async () => {
    const title = `<script>alert(1)</script> & 5 < 6 \\ 👋`
    const content = `<script>alert('x')</script> & "q" \\ [gallery] 👩‍👩‍👧‍👦 日本語 <!-- wp:html -->\n- one\n- two\n\nsee https://a.example/?x=1&y=2`
    const authors = await user.createChannel((await user.connect(loginOf('artur'))).id)
    for (const [channel, mark] of [
      [channelId, 'administrator'],
      [authors, 'writer'],
    ] as const) {
      const options = { excerpt: `<b> & 👋 ${mark}`, tags: ['R&D', 'C<T>', '日本', '👋'] }
      expect(await user.publish(channel, { title: `${title} ${mark}`, content: `${mark} ${content}`, options })).toMatchObject({ status: 'published' })
      const post = await onlyPost(mark)
      expect(post.title.raw).toBe(`&lt;script&gt;alert(1)&lt;/script&gt; &amp; 5 &lt; 6 \\ 👋 ${mark}`)
      expect(post.excerpt.raw).toBe(`&lt;b&gt; &amp; 👋 ${mark}`)
      expect(post.content.raw).toBe(
        [
          paragraph(
            `${mark} &lt;script&gt;alert('x')&lt;/script&gt; &amp; &quot;q&quot; \\ &#091;gallery] 👩‍👩‍👧‍👦 日本語 &lt;!-- wp:html --&gt;<br>- one<br>- two`,
          ),
          paragraph('see <a href="https://a.example/?x=1&amp;y=2">https://a.example/?x=1&amp;y=2</a>'),
        ].join('\n\n'),
      )
      const names = ((await read('tags&per_page=100')) as Term[]).filter(({ id }) => post.tags.includes(id)).map(({ name }) => name)
      expect(names.toSorted()).toEqual(['C&lt;T&gt;', 'R&amp;D', '日本', '👋'].toSorted())
    }
  })

  test('options: a status, categories that are made where the user may, and a thread as one post', async () => {
    for (const status of ['draft', 'pending', 'private', 'publish']) {
      const { url } = await user.publish(channelId, { title: `Kept as ${status}`, content: 'Text', options: { status } })
      expect(url === null).toBe(status !== 'publish')
      expect((await onlyPost(`Kept as ${status}`)).status).toBe(status)
    }
    const options = { categories: ['News & Co'] }
    const authors = await user.createChannel((await user.connect(loginOf('artur'))).id)
    expect(await user.publish(authors, { title: 'Not mine to make', content: 'Text', options })).toMatchObject({
      status: 'blocked',
      reason: { code: 'permission_missing' },
    })
    const thread = Array.from({ length: 20 }, (_, part) => ({ content: `Part ${part}. ${'ünd 👋 '.repeat(1_000)}` }))
    expect(await user.publish(channelId, { title: 'Very long', content: 'Begins', thread, options })).toMatchObject({ status: 'published' })
    const post = await onlyPost('Very long')
    expect(post.content.raw.split('<p>')).toHaveLength(22)
    expect(((await read('categories&per_page=100')) as Term[]).filter(({ id }) => post.categories.includes(id)).map(({ name }) => name)).toEqual([
      'News &amp; Co',
    ])
    expect(await user.publish(authors, { title: 'There by now', content: 'Text', options })).toMatchObject({ status: 'published' })
    expect((await onlyPost('There by now')).categories).toEqual(post.categories)
  })

  test('pictures by any name, with their alternative texts, and a video', async () => {
    const large = await noisyImage({ width: 2_700, height: 1_800, format: 'jpeg' })
    const mediaKeys = [
      await user.upload({ bytes: large, name: 'фото.jpg', altText: 'Large "one" <b>' }),
      await user.upload({ bytes: await noisyImage({ width: 32, height: 32, format: 'webp' }), name: 'picture', altText: 'Two & <three>' }),
      await user.upload({ bytes: videoFile(40_000), name: 'clip' }),
    ]
    expect(await user.publish(channelId, { title: 'With pictures', content: 'Text', mediaKeys })).toMatchObject({ status: 'published', attempts: 1 })
    const post = await onlyPost('With pictures')
    const media = await mediaOf()
    expect(media.find(({ id }) => id === post.featured_media)).toMatchObject({ alt_text: 'Large "one" &lt;b>', mime_type: 'image/jpeg' })
    const [, image, video] = post.content.raw.split('\n\n')
    expect(image).toMatch(/<img src="[^"]+\/picture[^"]*\.webp" alt="Two &amp; &lt;three&gt;" class="wp-image-\d+"\/>/)
    expect(video).toMatch(/<video controls src="[^"]+\/clip[^"]*\.mp4"><\/video>/)
  })

  test('a site that dies over the smaller sizes of a picture gets the picture once', async () => {
    const before = (await mediaOf()).length
    await wordpress.setPlugin(`add_filter('wp_generate_attachment_metadata', function($all, $id) {
      if (get_option('died')) return $all;
      update_option('died', 1);
      status_header(500);
      exit;
    }, 10, 2);`)
    const mediaKeys = [await user.upload({ bytes: await noisyImage({ width: 640, height: 480 }), name: 'heavy.png', altText: 'Heavy' })]
    expect(await user.publish(channelId, { title: 'Short of memory', content: 'Text', mediaKeys })).toMatchObject({ status: 'published', attempts: 1 })
    await wordpress.setPlugin('')
    const media = await mediaOf()
    expect(media).toHaveLength(before + 1)
    expect(media.find(({ alt_text }) => alt_text === 'Heavy')?.id).toBe((await onlyPost('Short of memory')).featured_media)
  })

  // The folder of a site changes nothing here, and each look-up takes its time.
  test.skipIf(path !== '')('an answer that is lost, or comes as a page or a failure, leaves exactly one post', { timeout: 240_000 }, async () => {
    const page = { pathPart: '/wp/v2/posts', method: 'POST', headers: { 'content-type': 'text/html' }, body: '<h1>Hello</h1>' }
    const mediaKeys = [await user.upload({ bytes: await noisyImage({ width: 32, height: 32 }), name: 'dot.png' })]
    const authors = await user.createChannel((await user.connect(loginOf('artur'))).id)
    const publishOnce = async (title: string, { channel = channelId, ...fields }: PostFields & { channel?: string } = {}) => {
      expect(await user.publish(channel, { title, content: 'Text', ...fields })).toMatchObject({ status: 'published' })
      await onlyPost(title)
    }
    wordpress.proxy.loseAnswer('/wp/v2/posts', { method: 'POST' })
    await publishOnce('Lost answer')
    wordpress.proxy.loseAnswer('/wp/v2/posts', { method: 'POST' })
    await publishOnce('Lost draft', { channel: authors, options: { status: 'draft' } })
    wordpress.proxy.replaceAnswer({ ...page, status: 200 })
    await publishOnce('Page in place')
    wordpress.proxy.replaceAnswer({ ...page, status: 502 })
    await publishOnce('Gateway failure')
    wordpress.proxy.loseAnswer('/wp/v2/media', { method: 'POST' })
    await publishOnce('Lost picture', { mediaKeys })
    wordpress.proxy.loseAnswer('/wp/v2/tags', { method: 'POST' })
    await publishOnce('Lost tag', { options: { tags: ['Lost on the way'] } })
    wordpress.proxy.answerInstead({ ...page, status: 429, headers: { 'retry-after': '1' } })
    await publishOnce('Pause')
  })

  test('a firewall and a revoked password stop the connection with a reason, and what is scheduled is kept', async () => {
    wordpress.proxy.answerInstead({ pathPart: '/wp/v2/posts', method: 'POST', status: 403, body: '<h1>Blocked</h1>' })
    expect(await user.publish(channelId, { title: 'Walled off', content: 'Text' })).toMatchObject({ status: 'blocked', reason: { code: 'permission_missing' } })
    expect(await user.connection(connection.id)).toMatchObject({ status: 'error', reason: { message: expect.stringContaining('firewall') } })
    await flow.call('POST', `/v1/connections/${connection.id}/verify`)
    expect((await user.connection(connection.id)).status).toBe('active')
    const scheduled = await user.post(channelId, { title: 'Later', content: 'Text', scheduledFor: new Date(Date.now() + 3_600_000).toISOString() })
    await wordpress.change({ users: { boss: null } })
    expect(await user.publish(channelId, { title: 'Revoked', content: 'Text' })).toMatchObject({ status: 'blocked', reason: { code: 'credentials_expired' } })
    expect(await user.connection(connection.id)).toMatchObject({ status: 'expired', reason: { message: expect.stringContaining('Make a new one') } })
    expect(await postsOf('Revoked')).toEqual([])
    passwords = { ...passwords, ...(await wordpress.change({ users: { boss: 'administrator' } })) }
    expect(await user.connect(loginOf('boss'))).toMatchObject({ id: connection.id, status: 'active' })
    const answer = await flow.call('PATCH', `/v1/posts/${scheduled}`, { body: { scheduledFor: new Date(Date.now() + 1_000).toISOString() } })
    expect(answer.status, answer.text).toBe(200)
    expect(await user.ended(scheduled)).toMatchObject({ status: 'published' })
    await onlyPost('Later')
  })
})
