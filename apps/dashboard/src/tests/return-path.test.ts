import { expect, test } from 'vitest'
import { toReturnPath } from '../../sign-in/return-path.ts'

test('a path of the dashboard is kept, with its query', () => {
  expect(toReturnPath('/posts?status=done')).toBe('/posts?status=done')
})

test.each([
  null,
  '',
  'posts',
  'https://elsewhere.example/',
  '//elsewhere.example',
  '/\\elsewhere.example',
  '/%2F/../..//elsewhere.example',
  '/sign-in?next=/',
  'javascript:alert(1)',
])('never leads away, nor in a circle: %s', (text) => {
  expect(toReturnPath(text)).not.toMatch(/^(https?:|\/\/|\/sign-in|javascript:)/)
  expect(toReturnPath(text)).toMatch(/^\//)
})
