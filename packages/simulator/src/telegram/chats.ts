import { readText } from '../kit/read-value.ts'
import { stableDigits } from '../kit/stable-id.ts'
import type { Exchange } from '../server/exchange.ts'
import { refuseTelegram, telegramErrors } from './telegram-errors.ts'
import { Refusal } from '../server/refusal.ts'

export type Chat = { id: number; title: string; type: 'channel' | 'private' | 'supergroup'; username?: string }

/** The chat that a request names: a channel by `@name` or `-100...`, a group by another negative number, a person by a positive one. */
export function findChat({ request: { body, query }, world }: Pick<Exchange, 'request' | 'world'>): { chat: Chat; target: string } {
  const given = body.chat_id ?? query.get('chat_id')
  const target = typeof given === 'number' ? String(given) : (readText(given) ?? '')
  if (target === '') throw refuseTelegram('chat_id is empty')
  if (world.settings.missingTargets.includes(target) || !/^(@\w{4,}|-?\d+)$/.test(target)) throw refuseTelegram('chat not found')
  if (world.settings.forbiddenTargets.includes(target)) throw new Refusal(telegramErrors.forbidden())
  if (target.startsWith('@')) {
    return { chat: { id: Number(`-100${stableDigits(target, 10)}`), title: `Channel ${target.slice(1)}`, type: 'channel', username: target.slice(1) }, target }
  }
  const id = Number(target)
  if (id > 0) return { chat: { id, title: `Person ${id}`, type: 'private' }, target }
  return { chat: { id, title: `Chat ${id}`, type: target.startsWith('-100') ? 'channel' : 'supergroup' }, target }
}
