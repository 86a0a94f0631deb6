import { readText } from '../kit/read-value.ts'
import { stableDigits } from '../kit/stable-id.ts'
import type { Exchange } from '../server/exchange.ts'
import { refuseSlack } from './slack-errors.ts'

/** Channels that a bot has joined, by bot. */
export type Joined = Set<string>

/** The channel that a request names, by id or by name. */
export function readChannel({ exchange, value }: { exchange: Exchange; value: unknown }): string {
  const named = readText(value) ?? ''
  const { missingTargets, archivedTargets, forbiddenTargets } = exchange.world.settings
  if (named === '' || missingTargets.includes(named)) throw refuseSlack('channel_not_found')
  if (archivedTargets.includes(named)) throw refuseSlack('is_archived')
  if (forbiddenTargets.includes(named)) throw refuseSlack('restricted_action')
  return /^[CGDU][A-Z0-9]{2,}$/.test(named) ? named : `C${stableDigits(named.replace(/^#/, ''), 10)}`
}

/** @throws Refusal where the bot has to join first */
export function requireJoined({ exchange, value, joined }: { exchange: Exchange; value: unknown; joined: Joined }): void {
  const named = readText(value) ?? ''
  if (exchange.world.settings.unjoinedTargets.includes(named) && !joined.has(`${exchange.account}\n${named}`)) throw refuseSlack('not_in_channel')
}
