import type { NostrEvent } from 'nostr-tools/pure'
import type { AccountInput } from '../port/network-adapter.ts'
import { talkToRelay } from './talk-to-relay.ts'
import type { RelayAnswer } from './wire.ts'

// RFC 6455's "try again later".
const tryLater = 1013

/** Sends an event to one relay, which answers OK with true or false and a reason. */
export async function sendEvent({
  event,
  relay,
  openSocket,
  signal,
}: Pick<AccountInput, 'openSocket' | 'signal'> & { event: NostrEvent; relay: string }): Promise<RelayAnswer> {
  const talk = await talkToRelay({
    openSocket,
    signal,
    relay,
    message: ['EVENT', event],
    hear: ([type, id, isAccepted, reason]): RelayAnswer | undefined => {
      if (type !== 'OK' || id !== event.id) return undefined
      const said = typeof reason === 'string' ? reason.slice(0, 200) : ''
      // What it has already is as good as what it took.
      if (isAccepted === true || said.startsWith('duplicate:')) return { relay, outcome: 'accepted' }
      return { relay, outcome: 'refused', reason: said }
    },
  })
  if (talk.kind === 'answered') return talk.value
  if (talk.kind === 'unreachable') return { relay, outcome: 'unreachable' }
  return { relay, outcome: talk.code === tryLater ? 'busy' : 'silent' }
}
