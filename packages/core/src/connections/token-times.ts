import type { Account, Tokens } from '@flow/networks/port'

/** `renewAt` is when Flow acts: renews the tokens, or where it can't, says that they have ended. */
export type TokenTimes = { expiresAt: Date | null; renewAt: Date | null }

const marginMs = 10 * 60_000

/** When OAuth tokens end, or when Flow renews them: a quarter of their life before, at most ten minutes. */
export function tokenTimes({ tokens, refreshToken, now }: { tokens: Tokens; refreshToken: string | null; now: Date }): TokenTimes {
  if (tokens.expiresInSeconds === null) return { expiresAt: null, renewAt: null }
  const lifeMs = tokens.expiresInSeconds * 1_000
  if (refreshToken === null) return endingAt(new Date(now.getTime() + lifeMs))
  return { expiresAt: null, renewAt: new Date(now.getTime() + lifeMs - Math.min(marginMs, lifeMs / 4)) }
}

/** Credentials that a person typed end when the network says. */
export const accountTimes = (account: Account): TokenTimes => endingAt(account.expiresAt)

const endingAt = (end: Date | null): TokenTimes => ({ expiresAt: end, renewAt: end })
