import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type FakeNetworks = {
  baseUrl: string
  /** What was posted, by network. */
  posted: { network: 'discord' | 'telegram'; text: string }[]
  /** What the next post meets instead of success. */
  mishaps: ('lose-answer' | 'unknown-webhook' | 'rate-limit' | 'kicked')[]
  stop: () => Promise<void>
}

export const fakeWebhook = { id: '223704706495545344', token: 'discord-webhook-secret_1' }
export const fakeBot = { token: '123456:telegram-bot-secret-zyx57W2v1u123ew11', chatId: '@flownews' }

type Answer = { status: number; json: object } | 'break-off'

/** Discord's webhooks and Telegram's bot API over real HTTP, as their documents have them. */
export async function startFakeNetworks(): Promise<FakeNetworks> {
  const fake: Pick<FakeNetworks, 'posted' | 'mishaps'> = { posted: [], mishaps: [] }
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const body = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString('utf8')) : {}
    const url = new URL(request.url ?? '/', 'http://fake')
    const answer = url.pathname.startsWith('/bot')
      ? answerTelegram({ fake, path: url.pathname, body })
      : answerDiscord({ fake, method: request.method ?? '', url, body })
    if (answer === 'break-off') return void request.socket.destroy()
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.json))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // It listens on a port, so its address is one.
  const { port } = server.address() as AddressInfo
  return {
    ...fake,
    baseUrl: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function answerDiscord({
  fake,
  method,
  url,
  body,
}: {
  fake: Pick<FakeNetworks, 'posted' | 'mishaps'>
  method: string
  url: URL
  body: { content?: string }
}): Answer {
  const { id, token } = fakeWebhook
  if (url.pathname !== `/api/v10/webhooks/${id}/${token}`) return { status: 404, json: { message: 'Unknown Webhook', code: 10_015 } }
  if (method === 'GET') return { status: 200, json: { id, token, name: 'Flow news', type: 1, guild_id: '111', channel_id: '222' } }
  const mishap = fake.mishaps.shift()
  if (mishap === 'unknown-webhook') return { status: 404, json: { message: 'Unknown Webhook', code: 10_015 } }
  if (mishap === 'rate-limit') return { status: 429, json: { message: 'You are being rate limited.', retry_after: 1.2, global: false } }
  const text = body.content ?? ''
  if (text.length > 2_000) return { status: 400, json: { message: 'Invalid Form Body', code: 50_035 } }
  fake.posted.push({ network: 'discord', text })
  if (mishap === 'lose-answer') return 'break-off'
  if (url.searchParams.get('wait') !== 'true') return { status: 204, json: {} }
  return { status: 200, json: { id: String(1_000 + fake.posted.length), channel_id: '222', webhook_id: id, content: text } }
}

function answerTelegram({
  fake,
  path,
  body,
}: {
  fake: Pick<FakeNetworks, 'posted' | 'mishaps'>
  path: string
  body: { text?: string; chat_id?: string }
}): Answer {
  const [, token, method] = /^\/bot([^/]+)\/(\w+)$/.exec(path) ?? []
  const refuse = (status: number, description: string): Answer => ({ status, json: { ok: false, error_code: status, description } })
  const accept = (result: object): Answer => ({ status: 200, json: { ok: true, result } })
  const chat = { id: -1_001_234_567_890, title: 'Flow news', username: 'flownews', type: 'channel' }
  if (token !== fakeBot.token) return refuse(401, 'Unauthorized')
  if (method === 'getMe') return accept({ id: 123_456, is_bot: true, first_name: 'Flow', username: 'flow_news_bot' })
  if (body.chat_id !== fakeBot.chatId) return refuse(400, 'Bad Request: chat not found')
  if (method === 'getChat') return accept(chat)
  if (method === 'getChatMember') return accept({ user: { id: 123_456, is_bot: true }, status: 'administrator', can_post_messages: true })
  if (fake.mishaps.shift() === 'kicked') return refuse(403, 'Forbidden: bot was kicked from the channel chat')
  fake.posted.push({ network: 'telegram', text: body.text ?? '' })
  return accept({ message_id: fake.posted.length, chat, date: 1_763_892_000, text: body.text })
}
