import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runFlow, until, type RunningFlow } from './running-flow.ts'

let flow: RunningFlow
beforeAll(async () => {
  flow = await runFlow({ workers: 0, env: { FLOW_SLOW_CLIENT_SECONDS: '1' } })
})
afterAll(async () => {
  await flow?.stop()
})

/** Sends the start at once and the rest a byte at a time, for ever; answers whether the server has ended it. A proxy would do that by itself. */
function drip({ start, byte }: { start: string; byte: string }): { isOver: () => boolean; answer: () => string } {
  const socket = connect(Number(new URL(flow.directUrls[0] ?? '').port), '127.0.0.1')
  let isOver = false
  let answer = ''
  const timer = setInterval(() => socket.write(byte), 100)
  socket.on('data', (part: Buffer) => {
    answer += part.toString('latin1')
  })
  socket.on('error', () => undefined)
  socket.on('close', () => {
    isOver = true
    clearInterval(timer)
  })
  socket.write(start)
  return { isOver: () => isOver, answer: () => answer }
}

test('a client that sends its headers a byte at a time is cut off, and nobody waits for it', async () => {
  const slow = Array.from({ length: 20 }, () => drip({ start: 'GET /v1/posts HTTP/1.1\r\nHost: flow\r\nX-Slow: ', byte: 'x' }))
  expect((await flow.call('GET', '/v1/posts')).status).toBe(200)
  await until('all of them are cut off', async () => slow.every(({ isOver }) => isOver()), 15_000)
  for (const { answer } of slow) expect(answer()).not.toContain('200 OK')
})

test('a client that sends its body a byte at a time is cut off, and nothing is made', async () => {
  const body = JSON.stringify({ name: 'Slow' })
  const head = [
    'POST /v1/channels HTTP/1.1',
    'Host: flow',
    `Authorization: Bearer ${flow.apiKey}`,
    'Content-Type: application/json',
    'Content-Length: 5000',
    '',
    '',
  ]
  const slow = drip({ start: head.join('\r\n') + body, byte: ' ' })
  await until('it is cut off', async () => slow.isOver(), 15_000)
  const names = ((await flow.call('GET', '/v1/channels')).json.data as { name: string }[]).map(({ name }) => name)
  expect(names).not.toContain('Slow')
})

test('a client that is merely not fast is served', async () => {
  const body = JSON.stringify({ name: 'Steady' })
  const socket = connect(Number(new URL(flow.directUrls[0] ?? '').port), '127.0.0.1')
  let answer = ''
  socket.on('data', (part: Buffer) => {
    answer += part.toString('latin1')
  })
  socket.write(
    `POST /v1/channels HTTP/1.1\r\nHost: flow\r\nAuthorization: Bearer ${flow.apiKey}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`,
  )
  for (const byte of body) {
    await new Promise((resolve) => setTimeout(resolve, 5))
    socket.write(byte)
  }
  await until('it is answered', async () => answer.includes('HTTP/1.1 201'), 10_000)
  socket.destroy()
})
