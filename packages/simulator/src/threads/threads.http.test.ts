import { expect, test } from 'vitest'
import { call } from '../testing/call.ts'
import { useSimulator } from '../testing/use-simulator.ts'

const simulator = useSimulator()
const url = (path: string) => `${simulator.at('threads')}/v1.0${path}`
const ask = (path: string, given: Parameters<typeof call>[1] = {}) => call(url(path), { token: 'alice', ...given })
const contain = (form: Record<string, string>) => ask('/me/threads', { form })
const publish = (id: string) => ask('/me/threads_publish', { form: { creation_id: id } })

test('a code becomes a short token, that a long one, and that another', async () => {
  const redirect_uri = 'http://localhost/back'
  const base = simulator.at('threads')
  const sent = await call(`${base}/oauth/authorize?${new URLSearchParams({ response_type: 'code', client_id: 'flow', redirect_uri, account: 'alice' })}`)
  const code = new URL(sent.headers.get('location') ?? '').searchParams.get('code') ?? ''
  const short = await call(`${base}/oauth/access_token`, {
    form: { client_id: 'flow', client_secret: 's', grant_type: 'authorization_code', redirect_uri, code },
  })
  const long = await call(`${base}/access_token?grant_type=th_exchange_token&client_secret=s&access_token=${short.json.access_token}`)
  expect(long.json).toMatchObject({ token_type: 'bearer', expires_in: 7_200 })
  const fresh = await call(`${base}/refresh_access_token?grant_type=th_refresh_token&access_token=${long.json.access_token}`)
  const me = await call(`${base}/v1.0/me?fields=id,username&access_token=${fresh.json.access_token}`)
  expect(me.json).toMatchObject({ username: 'alice', id: /"user_id":(\d+)/.exec(short.text)?.[1] })
  expect((await call(`${base}/refresh_access_token?grant_type=th_refresh_token&access_token=revoked-x`)).json.error.code).toBe(190)
})

test('a container is published once, and says that it was', async () => {
  const { id: container } = (await contain({ media_type: 'TEXT', text: 'Hello' })).json
  expect((await ask(`/${container}?fields=status`)).json.status).toBe('FINISHED')
  expect(simulator.current.published()).toEqual([])
  const { id } = (await publish(container)).json
  expect((await ask(`/${container}?fields=status`)).json.status).toBe('PUBLISHED')
  expect((await publish(container)).status).toBe(400)
  expect(simulator.current.published()).toMatchObject([{ id, account: 'alice', text: 'Hello', clientKey: container }])
  expect((await ask(`/${id}?fields=permalink`)).json.permalink).toContain('/@alice/post/')
  expect((await ask('/me/threads?limit=5')).json.data).toMatchObject([{ id, text: 'Hello', media_type: 'TEXT_POST' }])
  expect((await ask('/me/threads_publishing_limit?fields=quota_usage,config')).json.data).toMatchObject([{ quota_usage: 1, config: { quota_total: 250 } }])
})

test('publishing too early is 4279009, and later works', async () => {
  simulator.current.script({ network: 'threads', operation: 'upload', fault: { kind: 'slow-processing', ms: 150 } })
  const { id } = (await contain({ media_type: 'IMAGE', image_url: 'https://example.org/a.jpg', text: 'Look', alt_text: 'a pixel' })).json
  expect((await ask(`/${id}?fields=status`)).json.status).toBe('IN_PROGRESS')
  expect((await publish(id)).json.error).toMatchObject({ code: 24, error_subcode: 4_279_009 })
  await expect.poll(async () => (await ask(`/${id}?fields=status`)).json.status).toBe('FINISHED')
  expect((await publish(id)).status).toBe(200)
  expect(simulator.current.published()).toMatchObject([{ media: [{ url: 'https://example.org/a.jpg', alt: 'a pixel' }] }])
})

test('carousels are made of their items; replies hang under a published post', async () => {
  const item = async (at: number) => (await contain({ media_type: 'IMAGE', image_url: `https://example.org/${at}.jpg`, is_carousel_item: 'true' })).json.id
  const children = [await item(1), await item(2)]
  expect((await contain({ media_type: 'CAROUSEL', children: children[0] ?? '' })).status).toBe(400)
  const carousel = (await contain({ media_type: 'CAROUSEL', children: children.join(','), text: 'Both' })).json.id
  const root = (await publish(carousel)).json.id
  const reply = (await contain({ media_type: 'TEXT', text: 'More', reply_to_id: root })).json.id
  await publish(reply)
  expect(simulator.current.published().map(({ text, media, parentId }) => [text, media.length, parentId])).toEqual([
    ['Both', 2, null],
    ['More', 0, root],
  ])
  expect((await ask('/me/threads')).json.data).toMatchObject([{ id: root, text: 'Both' }])
  expect((await ask('/me/replies?fields=id,text,replied_to')).json.data).toMatchObject([{ text: 'More', replied_to: { id: root } }])
})

test('media that can’t be fetched', async () => {
  simulator.current.script({ network: 'threads', fault: { kind: 'media-unreachable' } })
  expect((await contain({ media_type: 'IMAGE', image_url: 'https://example.org/a.jpg' })).json.error).toMatchObject({ code: 9_004, error_subcode: 2_207_052 })
  const { id } = (await contain({ media_type: 'VIDEO', video_url: 'https://example.org/a.mp4' })).json
  expect((await ask(`/${id}?fields=status,error_message`)).json).toMatchObject({ status: 'ERROR', error_message: 'FAILED_DOWNLOADING_VIDEO' })
})

test('a fault may be for the text of what is published', async () => {
  simulator.current.script({ network: 'threads', operation: 'create', matches: 'lose me', fault: { kind: 'lose-answer' } })
  const { id } = (await contain({ media_type: 'TEXT', text: 'please lose me' })).json
  await expect(publish(id)).rejects.toThrow()
  expect((await ask(`/${id}?fields=status`)).json.status).toBe('PUBLISHED')
})

test('what is silently dropped leaves the container unpublished', async () => {
  simulator.current.script({ network: 'threads', operation: 'create', times: 1, fault: { kind: 'silent-drop' } })
  const { id } = (await contain({ media_type: 'TEXT', text: 'x' })).json
  expect((await publish(id)).status).toBe(200)
  expect((await ask(`/${id}?fields=status`)).json.status).toBe('FINISHED')
})

test('what is refused', async () => {
  expect((await contain({ media_type: 'TEXT', text: 'x'.repeat(501) })).json.error.message).toContain('500')
  expect((await contain({ media_type: 'TEXT', text: '😀'.repeat(126) })).status).toBe(400)
  expect((await contain({ media_type: 'TEXT', text: '😀'.repeat(125) })).status).toBe(200)
  expect((await contain({ media_type: 'TEXT' })).status).toBe(400)
  expect((await contain({ media_type: 'TEXT', text: 'x', reply_to_id: '1' })).status).toBe(400)
  expect((await ask('/me/threads', { form: { media_type: 'TEXT', text: 'x' }, token: 'expired-alice' })).json.error).toMatchObject({
    code: 190,
    error_subcode: 463,
  })
  expect((await ask('/12345/threads', { form: { media_type: 'TEXT', text: 'x' } })).status).toBe(403)
})
