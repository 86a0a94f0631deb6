import type { Draft } from './draft.ts'

/** The key to send a body under: the same while the body is the same, so that an answer that got lost is not asked for twice. */
export function nextSent({ body, last }: { body: string; last: Draft['sent'] }): NonNullable<Draft['sent']> {
  return last?.body === body ? last : { body, key: randomKey() }
}

// randomUUID is missing where a page is served over plain http by another name than localhost.
const randomKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
