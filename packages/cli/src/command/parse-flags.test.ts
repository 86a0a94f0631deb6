import { expect, test } from 'vitest'
import { commands } from '../generated/commands.gen.ts'
import { sessionFlags } from '../session/session-flags.ts'
import { findField } from './find-field.ts'
import { flagsOf, schemaOf } from './flags-of.ts'
import { nearest } from './nearest.ts'
import { parseFlags } from './parse-flags.ts'
import { setField } from './set-field.ts'
import { UsageError } from './usage-error.ts'

function commandOf(operationId: string) {
  const command = commands.find((each) => each.operationId === operationId)
  if (!command) throw new Error(operationId)
  return command
}

function parse(operationId: string, args: string[]) {
  const command = commandOf(operationId)
  const { positionals, flags } = parseFlags({ args, flags: [...flagsOf(command), ...sessionFlags], schema: schemaOf(command) })
  return { positionals, flags: Object.fromEntries(flags) }
}

test('flags take the next word whatever it looks like, or what follows an equals sign', () => {
  expect(parse('createPost', ['--content', '--help me--', '--channel-id=c=1', '--media-keys', 'a,b', '--media-keys', 'c'])).toEqual({
    positionals: [],
    flags: { content: ['--help me--'], 'channel-id': ['c=1'], 'media-keys': ['a,b', 'c'] },
  })
  expect(parse('getPost', ['--json', 'post_1', '--', '--not-a-flag'])).toEqual({ positionals: ['post_1', '--not-a-flag'], flags: { json: ['true'] } })
})

test('switches have an opposite, and take true or false after an equals sign alone', () => {
  expect(parse('createChannel', ['--no-feed-enabled', '--name', 'x']).flags).toEqual({ 'feed-enabled': ['false'], name: ['x'] })
  expect(parse('createChannel', ['--feed-enabled=false', 'word'])).toEqual({ positionals: ['word'], flags: { 'feed-enabled': ['false'] } })
})

test('dotted flags reach into objects, maps and lists; camelCase is taken too', () => {
  expect(parse('createPost', ['--channelId', 'c', '--overrides.discord.first-comment', 'x', '--thread.1.content', 'y']).flags).toEqual({
    'channel-id': ['c'],
    'overrides.discord.first-comment': ['x'],
    'thread.1.content': ['y'],
  })
  const schema = schemaOf(commandOf('createPost'))
  expect(findField({ schema, name: 'overrides.dev-to.first-comment' })?.path).toEqual(['overrides', 'dev-to', 'firstComment'])
  expect(findField({ schema: schemaOf(commandOf('createConnection')), name: 'credentials.bot-token' })?.path).toEqual(['credentials', 'botToken'])
  expect(findField({ schema: schemaOf(commandOf('listPosts')), name: 'filter.scheduled-for.gte' })?.path).toEqual(['filter', 'scheduledFor', 'gte'])
  for (const name of ['overrides', 'content.x', 'thread.x', 'overrides.__proto__.content', 'filter.status.like']) {
    const found = [findField({ schema, name }), findField({ schema: schemaOf(commandOf('listPosts')), name })]
    expect(
      found.filter((field) => field && field.path.length > 1),
      name,
    ).toEqual([])
  }
})

test('what is not known, or has no value, is told with what may have been meant', () => {
  for (const [args, told] of [
    [['--contnt', 'x'], 'Did you mean --content?'],
    [['--content'], 'needs a value'],
    [['-x'], 'two dashes'],
    [['--no-content'], 'not known'],
  ] as const) {
    expect(() => parse('createPost', [...args])).toThrow(UsageError)
    expect(() => parse('createPost', [...args])).toThrow(told)
  }
  expect(nearest({ word: 'schedul', among: ['list', 'schedule'] })).toBe('schedule')
  expect(nearest({ word: 'zzz', among: ['list', 'schedule'] })).toBeUndefined()
})

test('fields are set deep, beside what is there', () => {
  const target: Record<string, unknown> = { overrides: { discord: { title: 'T' } } }
  setField({ target, path: ['overrides', 'discord', 'content'], value: 'C' })
  setField({ target, path: ['thread', 0, 'content'], value: 'P' })
  expect(target).toEqual({ overrides: { discord: { title: 'T', content: 'C' } }, thread: [{ content: 'P' }] })
})

test('no flag of an operation hides one that every command has', () => {
  const shared = new Set(sessionFlags.map(({ name }) => name))
  for (const command of commands)
    expect(
      flagsOf(command).filter(({ name }) => shared.has(name)),
      command.operationId,
    ).toEqual([])
})
