import fc from 'fast-check'
import { expect, test } from 'vitest'
import { publicationMoves, postMoves } from '../posts/post-state.ts'
import { findBreach, fresh, otherActions, sendings, step, type Action, type Model } from './testing/model.ts'

const action: fc.Arbitrary<Action> = fc.oneof(
  fc.constantFrom(...otherActions).map((kind) => ({ kind })),
  fc.constantFrom(...sendings).map((sending) => ({ kind: 'send' as const, sending })),
)

test('100,000 sequences of create, edit, cancel, promote, claim, send, crash, rescue and retry break no invariant and make no move outside the table', () => {
  fc.assert(
    fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
      let model: Model = fresh
      for (const each of actions) {
        const next = step(model, each)
        expect(findBreach(next)).toBeUndefined()
        requireMove(model, next)
        model = next
      }
    }),
    { numRuns: 100_000 },
  )
}, 120_000)

test('whatever has happened, time and workers bring every post to an end', () => {
  fc.assert(
    fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
      const finish: Action[] = [{ kind: 'die' }, { kind: 'rescue' }, { kind: 'promote' }, { kind: 'claim' }, { kind: 'send', sending: 'ok' }]
      const model = [...actions, ...finish, ...finish].reduce(step, fresh)
      expect(['done', 'blocked', 'deleted']).toContain(model.post)
    }),
    { numRuns: 20_000 },
  )
}, 60_000)

/** A step of the model may stand for two moves of the table, such as sending and its outcome. */
function requireMove(before: Model, after: Model): void {
  if (before.publication !== after.publication) {
    const direct = publicationMoves[before.publication]
    const isMove = direct.includes(after.publication) || direct.some((middle) => publicationMoves[middle].includes(after.publication))
    if (!isMove) throw new Error(`${before.publication} to ${after.publication} is no move of the table`)
  }
  if (before.post !== after.post && before.post !== 'deleted' && after.post !== 'deleted') {
    const direct = postMoves[before.post]
    const target = after.post
    if (!direct.includes(target) && !direct.some((middle) => postMoves[middle].includes(target)))
      throw new Error(`${before.post} to ${after.post} is no move of the table`)
  }
}
