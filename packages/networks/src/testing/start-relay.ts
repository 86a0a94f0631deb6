import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { matchFilter, type Filter } from 'nostr-tools/filter'
import { verifyEvent, type NostrEvent } from 'nostr-tools/pure'
import { WebSocketServer } from 'ws'

export type Relay = {
  url: string
  events: Map<string, NostrEvent>
  /** Every event that arrived, also those refused. */
  received: NostrEvent[]
  stop: () => Promise<void>
}

/** What a relay does with an event besides keeping it: refuse it with a reason, keep it and go without a word, or ask for a pause. */
export type Policy = (event: NostrEvent) => { refuse: string } | 'keep-and-go' | 'busy' | undefined

/** A Nostr relay on loopback: it checks each event's id and signature, keeps it, and answers by NIP-01. */
export async function startRelay({ policy = () => undefined }: { policy?: Policy } = {}): Promise<Relay> {
  const events = new Map<string, NostrEvent>()
  const received: NostrEvent[] = []
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  await once(server, 'listening')
  server.on('connection', (socket) => {
    const say = (...message: unknown[]) => socket.send(JSON.stringify(message))
    const keep = (event: NostrEvent) => {
      received.push(event)
      const verdict = policy(event)
      if (verdict === 'busy') return socket.close(1013)
      if (verdict !== undefined && verdict !== 'keep-and-go') return say('OK', event.id, false, verdict.refuse)
      if (!verifyEvent(event)) return say('OK', event.id, false, 'invalid: bad signature')
      const isKnown = events.has(event.id)
      events.set(event.id, event)
      if (verdict === 'keep-and-go') return socket.terminate()
      return say('OK', event.id, !isKnown, isKnown ? 'duplicate: already have this event' : '')
    }
    socket.on('message', (data) => {
      // A test's own adapter is the only caller.
      const [type, first, second] = JSON.parse(String(data)) as [string, never, Filter]
      if (type === 'EVENT') return keep(first)
      for (const event of events.values()) if (matchFilter(second, event)) say('EVENT', first, event)
      return say('EOSE', first)
    })
  })
  // A server that listens on TCP has such an address.
  const { port } = server.address() as AddressInfo
  const stop = async () => {
    for (const client of server.clients) client.terminate()
    server.close()
    await once(server, 'close')
  }
  return { url: `ws://127.0.0.1:${port}`, events, received, stop }
}
