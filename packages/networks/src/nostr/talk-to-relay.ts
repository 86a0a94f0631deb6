import type { AccountInput } from '../port/network-adapter.ts'

/** How a conversation ended. `closed`: something was sent, and the relay went or kept silent. */
export type Talk<T> = { kind: 'answered'; value: T } | { kind: 'unreachable' } | { kind: 'closed'; code: number | null }

const longestMs = 15_000

/**
 * Says one thing to a relay and listens until `hear` makes something of what it says. Never throws.
 * @param hear gets each message; `undefined`: it listens on
 */
export async function talkToRelay<T>({
  openSocket,
  signal,
  relay,
  message,
  hear,
}: Pick<AccountInput, 'openSocket' | 'signal'> & {
  relay: string
  message: readonly unknown[]
  hear: (message: readonly unknown[]) => T | undefined
}): Promise<Talk<T>> {
  if (signal.aborted) return { kind: 'unreachable' }
  let socket: WebSocket
  try {
    socket = openSocket(relay)
  } catch {
    return { kind: 'unreachable' }
  }
  return new Promise((resolve) => {
    let isSent = false
    const end = (talk: Talk<T>) => {
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
      resolve(talk)
      socket.close()
    }
    const giveUp = (code: number | null = null) => end(isSent ? { kind: 'closed', code } : { kind: 'unreachable' })
    const stop = () => giveUp()
    const timer = setTimeout(stop, longestMs)
    signal.addEventListener('abort', stop, { once: true })
    socket.addEventListener('open', () => {
      isSent = true
      socket.send(JSON.stringify(message))
    })
    socket.addEventListener('message', ({ data }) => {
      const value = hear(readMessage(data))
      if (value !== undefined) end({ kind: 'answered', value })
    })
    socket.addEventListener('error', stop)
    socket.addEventListener('close', ({ code }) => giveUp(code))
  })
}

function readMessage(data: unknown): readonly unknown[] {
  try {
    const message: unknown = JSON.parse(String(data))
    return Array.isArray(message) ? message : []
  } catch {
    return []
  }
}
