import { expect, test } from 'vitest'
import { fingerprint } from './fingerprint.ts'

test('blanks, case, addresses and the way letters are composed make no difference; words do', () => {
  expect(fingerprint('Cafe\u0301\n\n  NEWS:\u200B https://a.example/x?y=1#z  today')).toBe('café news: today')
  expect(fingerprint('Café news: today')).toBe(fingerprint('CAFÉ  news:\thttp://b.example today '))
  expect(fingerprint('Café news')).not.toBe(fingerprint('Cafe news'))
  expect(fingerprint(' https://only.example ')).toBe('')
})
