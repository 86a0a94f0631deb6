import { expect, test } from 'vitest'
import { createTurns } from './create-turns.ts'

test('one at a time of each key, in the order they came; another key waits for none of them', async () => {
  const turns = createTurns()
  const begun: string[] = []
  const take = async (key: string, name: string) => {
    const end = await turns.take(key)
    begun.push(name)
    return end
  }
  const first = await take('a', 'a1')
  const [second, third] = [take('a', 'a2'), take('a', 'a3')]
  await take('b', 'b1')
  expect(begun).toEqual(['a1', 'b1'])
  expect(turns.waiting()).toBe(2)
  first()
  const endSecond = await second
  expect(begun).toEqual(['a1', 'b1', 'a2'])
  endSecond()
  ;(await third)()
  expect(begun).toEqual(['a1', 'b1', 'a2', 'a3'])
  expect(turns.waiting()).toBe(0)
  // Nothing is left of a key that nobody asks for any more.
  await take('a', 'a4')
  expect(begun.at(-1)).toBe('a4')
})
