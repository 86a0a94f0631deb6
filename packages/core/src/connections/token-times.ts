import type { Account, Tokens } from '@flow/networks/port'

/** `renewAt` is when Flow acts: renews the tokens, or where it can't, says that they have ended. */
export type TokenTimes = { expiresAt: Date | null; renewAt: Date | null }

const leastMarginMs = 10 * 60_000

/** When OAuth tokens end, or when Flow renews them: a tenth of their life before, and at least ten minutes; of very short ones in the middle. */
export function tokenTimes({ tokens, refreshToken, now }: { tokens: Tokens; refreshToken: string | null; now: Date }): TokenTimes {
  if (tokens.expiresInSeconds === null) return { expiresAt: null, renewAt: null }
  const lifeMs = tokens.expiresInSeconds * 1_000
  if (refreshToken === null) return endingAt(new Date(now.getTime() + lifeMs))
  return { expiresAt: null, renewAt: new Date(now.getTime() + lifeMs - Math.min(Math.max(leastMarginMs, lifeMs / 10), lifeMs / 2)) }
}

/** Credentials that a person typed end when the network says. */
export const accountTimes = (account: Account): TokenTimes => endingAt(account.expiresAt)

const endingAt = (end: Date | null): TokenTimes => ({ expiresAt: end, renewAt: end })
