import { expect, test } from 'vitest'
import { createBatcher } from './create-batcher.ts'

/** A batcher whose calls end when the test says so. */
function heldBatcher(maxSize: number) {
  const calls: { items: readonly number[]; end: (error?: Error) => void }[] = []
  const batch = createBatcher<number, number>({
    maxSize,
    run: (items) =>
      new Promise((resolve, reject) => {
        calls.push({ items, end: (error) => (error ? reject(error) : resolve(items.map((item) => item * 10))) })
      }),
  })
  const next = async (): Promise<(typeof calls)[number]> => {
    for (;;) {
      const call = calls.shift()
      if (call) return call
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  return { batch, next, calls }
}

test('what comes while a batch is under way makes the next one, no larger than may be; each gets its own answer', async () => {
  const { batch, next, calls } = heldBatcher(3)
  const first = batch(1)
  const one = await next()
  const rest = Promise.all([2, 3, 4, 5].map(batch))
  expect(one.items).toEqual([1])
  expect(calls).toEqual([])
  one.end()
  expect(await first).toBe(10)
  const two = await next()
  expect(two.items).toEqual([2, 3, 4])
  two.end()
  const three = await next()
  expect(three.items).toEqual([5])
  three.end()
  expect(await rest).toEqual([20, 30, 40, 50])
})

test('a batch that fails fails for its own items alone', async () => {
  const { batch, next } = heldBatcher(10)
  const failing = Promise.allSettled([batch(1), batch(2)])
  const first = await next()
  const good = batch(3)
  first.end(new Error('no'))
  expect((await failing).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  const second = await next()
  second.end()
  expect(await good).toBe(30)
})
