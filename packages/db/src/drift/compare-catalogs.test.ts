import { expect, test } from 'vitest'
import { compareCatalogs } from './compare-catalogs.ts'

test('a changed line shows its old and new form together', () => {
  const drift = compareCatalogs({ expected: 'a\nb: 1\nc\n', actual: 'a\nb: 2\nc\nd\n' })
  expect(drift).toEqual({ isClean: false, explanation: '- b: 1\n+ b: 2\n+ d' })
})

test('the same lines are no drift', () => {
  expect(compareCatalogs({ expected: 'a\nb\n', actual: 'a\nb\n' })).toEqual({ isClean: true })
})
