import type { World } from './world.ts'

export type TokenState = 'good' | 'expired' | 'revoked' | 'forbidden'

const spoken = /(?:^|[:.])(expired|revoked|forbidden)-/

/**
 * Whom a token names, and whether it is good. A token that the simulator gave out belongs to whom it was given; any other names its account itself,
 * after a prefix `expired-`, `revoked-` or `forbidden-` that says what is wrong with it.
 */
export function readToken({ token, world }: { token: string; world: World }): { account: string; state: TokenState } {
  const { settings, tokens } = world
  const issued = tokens.find(token)
  const [, prefix] = issued ? [] : (spoken.exec(token) ?? [])
  const account = issued?.account ?? token.replace(/^(?:expired|revoked|forbidden)-/, '')
  const names = (list: readonly string[]) => list.length > 0 && (list.includes(token) || list.includes(account))
  if (prefix === 'revoked' || names(settings.revokedTokens) || issued?.network === '') return { account, state: 'revoked' }
  const isOver = issued !== undefined && issued.expiresAtMs !== null && issued.expiresAtMs <= world.nowMs()
  if (prefix === 'expired' || isOver || names(settings.expiredTokens)) return { account, state: 'expired' }
  return { account, state: prefix === 'forbidden' ? 'forbidden' : 'good' }
}
