import type { Schemas } from '@flow/contract/types'
import { formatRelative } from '../time/format-time.ts'

export type Health = { tone: 'good' | 'warning' | 'danger'; word: string; text: string | null; remedy: string | null }

const soonMs = 14 * 86_400_000

/** How a connection is, and what to do where it is not well. */
export function explainConnection({ connection, now }: { connection: Schemas['Connection']; now: number }): Health {
  const { status, reason, expiresAt } = connection
  if (status === 'expired') {
    return {
      tone: 'danger',
      word: 'Expired',
      text: reason?.message ?? 'The network no longer takes the credentials.',
      remedy: 'Posts to it end as blocked until you reconnect it.',
    }
  }
  if (status === 'error') {
    return {
      tone: 'warning',
      word: 'Error',
      text: reason?.message ?? 'The network answered last that the account may not post.',
      remedy: 'Flow goes on trying with each post. Put it right at the network, then check it here.',
    }
  }
  const endsAt = expiresAt === null ? null : Date.parse(expiresAt)
  if (endsAt === null || endsAt - now > soonMs) return { tone: 'good', word: 'Active', text: null, remedy: null }
  const isOver = endsAt <= now
  return {
    tone: 'warning',
    word: isOver ? 'Ends now' : `Expires ${formatRelative({ instant: endsAt, now })}`,
    text: isOver ? 'Its credentials have come to their end.' : 'Its credentials end then, and Flow can’t renew them by itself.',
    remedy: 'Reconnect it before posts need it.',
  }
}

/** The same in a few words, for a list. */
export const proofWord = (verifiedAgainst: Schemas['Network']['verifiedAgainst']): string =>
  ({ 'real-server': 'Proven on its real server', simulator: 'Proven on a simulator', none: 'From documentation, unproven' })[verifiedAgainst]

/** What Flow's knowledge of a network rests on, without gloss. */
export const describeProof = (verifiedAgainst: Schemas['Network']['verifiedAgainst']): string =>
  ({
    'real-server': 'Proven against the network’s real server software.',
    simulator: 'Proven against a simulator of the network, not yet against the real one.',
    none: 'Written from the network’s documentation; not yet proven against a server.',
  })[verifiedAgainst]
