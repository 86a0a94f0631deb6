import stringWidth from 'string-width'
import { expect, test } from 'vitest'
import { readEnv } from '../env.ts'
import { table } from './table.ts'
import { createTerminal } from './terminal.ts'
import { toCell } from './to-cell.ts'

const terminal = { ...createTerminal({ env: readEnv({ NO_COLOR: '1' }), isJson: false, isPlain: true }), columns: 60 }
const rows = [
  { id: 'post_01kb0c7w6me9f8v2s5q4r3t1xz', status: 'done', content: '日本語のとても長いテキスト 👩‍👩‍👧‍👦 and more' },
  { id: 'post_01kb0c7w6me9f8v2s5q4r3t1xy', status: 'blocked', content: 'two\nlines\u001b[31m' },
]
const columns = ['id', 'status', 'content']

test('people get aligned columns that fit the window, with ids whole', () => {
  const lines = table({ rows, columns, terminal: { ...terminal, isInteractive: true } }).split('\n')
  expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(60)
  expect(lines[0]).toMatch(/^ID +STATUS +CONTENT$/)
  expect(lines[1]).toMatch(/^post_01kb0c7w6me9f8v2s5q4r3t1xz {2}done +日本語.*…$/)
  expect(lines[2]).toBe('post_01kb0c7w6me9f8v2s5q4r3t1xy  blocked  two lines[31m')
})

test('programs get whole values between tabs', () => {
  const lines = table({ rows, columns, terminal: { ...terminal, isInteractive: false } }).split('\n')
  expect(lines[0]).toBe('id\tstatus\tcontent')
  expect(lines[1]?.split('\t')[2]).toBe(rows[0]?.content)
})

test('a cell is one line without what would steer a terminal', () => {
  expect(toCell({ value: 'a\u001b]0;x\u0007\r\nb\u202e', isLocal: false })).toBe('a]0;x b')
  expect(toCell({ value: null, isLocal: true })).toBe('-')
  expect(toCell({ value: ['a', 'b'], isLocal: true })).toBe('a, b')
  expect(toCell({ value: { code: 'x', message: 'y' }, isLocal: true })).toBe('x: y')
})
