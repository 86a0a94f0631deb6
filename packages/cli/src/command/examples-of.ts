import type { Command } from './command.ts'
import { toKebab } from './words.ts'

/** How an operation's example is typed. */
export function examplesOf(command: Command): string[] {
  const start = ['flow', command.group, command.name, ...command.arguments.map(({ label }) => `<${label}>`), ...(command.fileField ? ['image.jpg'] : [])]
  const flags = Object.entries(command.example).flatMap(([name, value]) => toFlags({ name: toKebab(name), value }))
  const lists =
    command.answer === 'list' && command.query?.properties?.['filter']?.properties?.['status']
      ? [[...start, '--filter.status.in', 'queued,flowing', '--all', '--json'].join(' ')]
      : []
  return [[...start, ...flags].join(' '), ...lists]
}

function toFlags({ name, value }: { name: string; value: unknown }): string[] {
  if (typeof value === 'boolean') return [value ? `--${name}` : `--no-${name}`]
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) return [`--${name}`, quote(value.join(','))]
  if (Array.isArray(value)) return value.slice(0, 1).flatMap((item) => [`--${name}`, quote(JSON.stringify(item))])
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([inner, field]) => toFlags({ name: `${name}.${toKebab(inner)}`, value: field }))
  return [`--${name}`, quote(String(value))]
}

export const quote = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`)
