import type { Draft } from './draft.ts'
import { randomKey } from './random-key.ts'

/** The key to send a body under: the same while the body is the same, so that an answer that got lost is not asked for twice. */
export function nextSent({ body, last }: { body: string; last: Draft['sent'] }): NonNullable<Draft['sent']> {
  return last?.body === body ? last : { body, key: randomKey() }
}
