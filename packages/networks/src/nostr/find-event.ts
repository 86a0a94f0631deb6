import { readObject, type Json } from '../kit/read-json.ts'
import type { AccountInput } from '../port/network-adapter.ts'
import { talkToRelay } from './talk-to-relay.ts'

/** The first stored event that one relay has for a filter: `null` where it has none, `undefined` where it gave no answer. */
export async function findEvent({
  filter,
  relay,
  openSocket,
  signal,
}: Pick<AccountInput, 'openSocket' | 'signal'> & { filter: object; relay: string }): Promise<Json | null | undefined> {
  const subscription = 'flow'
  const talk = await talkToRelay<Json | null>({
    openSocket,
    signal,
    relay,
    message: ['REQ', subscription, filter],
    hear: ([type, id, event]) => {
      if (id !== subscription) return undefined
      if (type === 'EVENT') return readObject(event)
      return type === 'EOSE' || type === 'CLOSED' ? null : undefined
    },
  })
  return talk.kind === 'answered' ? talk.value : undefined
}
