import { expect, test } from 'vitest'
import { createPaces } from './paces.ts'

test('success doubles what an endpoint gets at once up to eight; a failure makes it one again', () => {
  const paces = createPaces()
  const once = (isTaken: boolean) => {
    paces.begin('w')
    paces.end({ webhookId: 'w', isTaken })
    return paces.free().get('w')
  }
  expect([once(true), once(true), once(true), once(true), once(false), once(true)]).toEqual([2, 4, 8, 8, 1, 2])
})

test('what is in work is not free, and the other endpoints do not feel it', () => {
  const paces = createPaces()
  paces.begin('slow')
  paces.begin('quick')
  paces.end({ webhookId: 'quick', isTaken: true })
  expect(paces.free()).toEqual(
    new Map([
      ['slow', 0],
      ['quick', 2],
    ]),
  )
})
