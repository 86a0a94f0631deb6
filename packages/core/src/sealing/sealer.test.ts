import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { parseKeyRing } from './key-ring.ts'
import { createSealer } from './sealer.ts'

const key = () => randomBytes(32).toString('base64')
const boundTo = 'webhook_1'

test('what is sealed opens again, in its own row and for its own purpose alone', () => {
  const keyRing = parseKeyRing(key())
  const sealer = createSealer({ keyRing, purpose: 'webhook-secrets' })
  const sealed = sealer.seal({ text: 'whsec_ü', boundTo })
  expect(sealed.includes('whsec')).toBe(false)
  expect(sealer.open({ sealed, boundTo })).toBe('whsec_ü')
  expect(sealer.seal({ text: 'whsec_ü', boundTo }).equals(sealed)).toBe(false)
  expect(() => sealer.open({ sealed, boundTo: 'webhook_2' })).toThrow()
  expect(() => createSealer({ keyRing, purpose: 'credentials' }).open({ sealed, boundTo })).toThrow()
  const altered = Buffer.from(sealed)
  altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1
  expect(() => sealer.open({ sealed: altered, boundTo })).toThrow()
})

test('after a rotation old texts still open, and say that they are old', () => {
  const [oldKey, newKey] = [key(), key()]
  const before = createSealer({ keyRing: parseKeyRing(oldKey), purpose: 'p' })
  const after = createSealer({ keyRing: parseKeyRing(`${newKey}, ${oldKey}`), purpose: 'p' })
  const sealed = before.seal({ text: 'kept', boundTo })
  expect(after.open({ sealed, boundTo })).toBe('kept')
  expect(after.isCurrent(sealed)).toBe(false)
  expect(after.isCurrent(after.seal({ text: 'kept', boundTo }))).toBe(true)
  const without = createSealer({ keyRing: parseKeyRing(newKey), purpose: 'p' })
  expect(() => without.open({ sealed, boundTo })).toThrow(/FLOW_MASTER_KEY/)
})

test('a wrong key is refused without being shown', () => {
  expect(() => parseKeyRing(`${key()},c2hvcnQ=`)).toThrow('entry 2 must be 32 random bytes in base64')
})
