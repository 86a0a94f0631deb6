import { setTimeout as sleep } from 'node:timers/promises'
import { matchFilters, type Filter } from 'nostr-tools/filter'
import type { NostrEvent } from 'nostr-tools/pure'
import type { WebSocket } from 'ws'
import type { Fault } from '../faults/fault-rule.ts'
import { readList, readText } from '../kit/read-value.ts'
import { readToken } from '../server/read-token.ts'
import type { World } from '../server/world.ts'
import { acceptEvent } from './accept-event.ts'
import type { Relay } from './create-relay.ts'
import { readEvent } from './read-event.ts'
import { readFilters } from './read-filters.ts'

export type Subscription = { socket: WebSocket; id: string; filters: Filter[] }

/** Talks NIP-01 with one client. Faults are played on events; the log tells an event that was taken as 200, one that was not as 400. */
export function serveRelay({
  socket,
  path,
  relay,
  subscriptions,
  world,
  replaceable,
}: {
  socket: WebSocket
  path: string
  relay: Relay
  subscriptions: Set<Subscription>
  world: World
  replaceable: Map<string, string>
}): void {
  const send = (message: unknown) => socket.send(JSON.stringify(message))
  const log = ({ event, status, fault }: { event: NostrEvent; status: number | null; fault: Fault['kind'] | undefined }) =>
    world.calls.add({
      at: new Date(world.nowMs()).toISOString(),
      network: 'nostr',
      operation: 'create',
      method: 'EVENT',
      path,
      account: event.pubkey,
      status,
      fault: fault ?? null,
      durationMs: 0,
      body: JSON.stringify(event).slice(0, 4_096),
      headers: null,
    })

  const take = async (value: unknown): Promise<void> => {
    const { event, problem } = readEvent({ value, nowMs: world.nowMs() })
    if (event === null) return send(['OK', readText(readObjectId(value)) ?? '', false, problem])
    const target = { network: 'nostr', operation: 'create', account: event.pubkey } as const
    const fault: Fault | undefined = world.faults.drawRefusal(target)
      ? { kind: 'refuse' }
      : world.faults.draw({ ...target, hasText: (text) => event.content.includes(text) })
    const answer = ({ isTaken, message }: { isTaken: boolean; message: string }) => {
      log({ event, status: isTaken ? 200 : 400, fault: fault?.kind })
      send(['OK', event.id, isTaken, message])
    }
    const end = () => {
      log({ event, status: null, fault: fault?.kind })
      socket.terminate()
    }
    if (fault?.kind === 'refuse') return end()
    if (fault?.kind === 'status') return answer({ isTaken: false, message: 'error: could not save the event' })
    if (fault?.kind === 'rate-limit') return answer({ isTaken: false, message: 'rate-limited: slow down there chief' })
    if (fault?.kind === 'revoked-token' || readToken({ token: event.pubkey, world }).state !== 'good')
      return answer({ isTaken: false, message: 'blocked: pubkey is not admitted' })
    if (fault?.kind === 'hang' && fault.when === 'before') await sleep(fault.ms, undefined, { ref: false })
    if (relay.has(event.id)) return answer({ isTaken: true, message: 'duplicate: already have this event' })
    if (fault?.kind !== 'silent-drop') {
      acceptEvent({ event, relay, world, replaceable })
      for (const { socket: other, id, filters } of subscriptions) if (matchFilters(filters, event)) other.send(JSON.stringify(['EVENT', id, event]))
    }
    if (fault?.kind === 'hang' && fault.when === 'after') await sleep(fault.ms, undefined, { ref: false })
    if (fault?.kind === 'lose-answer' || fault?.kind === 'truncate') return end()
    if (fault?.kind === 'error-after-effect') return answer({ isTaken: false, message: 'error: could not save the event' })
    answer({ isTaken: true, message: '' })
  }

  const close = (id: string) => {
    for (const subscription of subscriptions) if (subscription.socket === socket && subscription.id === id) subscriptions.delete(subscription)
  }
  socket.on('message', (data) => {
    const [kind, first, ...rest] = readMessage(data.toString())
    const id = readText(first) ?? ''
    if (kind === 'EVENT') return void take(first)
    if (kind === 'CLOSE') return close(id)
    const filters = kind === 'REQ' && id !== '' ? readFilters(rest) : null
    if (filters === null) return send(['NOTICE', 'invalid: a message is EVENT, REQ with filters, or CLOSE'])
    close(id)
    for (const event of relay.query(filters)) send(['EVENT', id, event])
    send(['EOSE', id])
    subscriptions.add({ socket, id, filters })
  })
  socket.on('close', () => {
    for (const subscription of subscriptions) if (subscription.socket === socket) subscriptions.delete(subscription)
  })
  // A connection that breaks closes too; that is all there is to do.
  socket.on('error', () => socket.terminate())
}

function readMessage(text: string): readonly unknown[] {
  try {
    return readList(JSON.parse(text))
  } catch {
    return []
  }
}

const readObjectId = (value: unknown): unknown => (typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined)
