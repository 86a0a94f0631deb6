import type { Call, FakeAnswer } from './fake-fetch.ts'

const neverOpened = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'])

/**
 * A WebSocket that shows what a fake network answers as sockets do: a handshake that is refused, a message, a close.
 * A thrown error stands for a broken connection: before it opened, or after something was sent.
 */
export function createFakeSocket(answer: (call: Call) => FakeAnswer): (url: string) => WebSocket {
  return (url) => {
    const nothing = (_?: string): void => undefined
    const socket = Object.assign(new EventTarget(), { send: nothing, close: nothing })
    const close = (code: number) => socket.dispatchEvent(Object.assign(new Event('close'), { code }))
    const refuse = () => {
      socket.dispatchEvent(new Event('error'))
      close(1006)
    }
    const play = () => {
      let code = 1006
      try {
        const { status = 200, json } = answer({ url, method: 'SOCKET', body: undefined })
        if (status >= 300 && status < 500 && status !== 429) return refuse()
        code = status === 429 ? 1013 : status >= 500 ? 1011 : 1000
        if (code === 1000) socket.send = () => void socket.dispatchEvent(Object.assign(new Event('message'), { data: JSON.stringify(json) }))
      } catch (error) {
        const cause = error instanceof Error ? error.cause : undefined
        if (cause instanceof Error && 'code' in cause && neverOpened.has(String(cause.code))) return refuse()
      }
      socket.dispatchEvent(new Event('open'))
      return close(code)
    }
    queueMicrotask(play)
    // Adapters use what stands above alone.
    return socket as unknown as WebSocket
  }
}
