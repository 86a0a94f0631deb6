import type { ProgramCommand } from '../command/program-command.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Terminal } from '../output/terminal.ts'
import { groups } from '../generated/groups.gen.ts'
import { program } from '../program.ts'
import { sessionFlags } from '../session/session-flags.ts'

type Candidate = { value: string; description: string }
const files: Candidate = { value: ':files', description: '' }

/** Prints what can stand at the last of the words, which may be begun. */
export function complete({ words, terminal }: { words: readonly string[]; terminal: Terminal }): number {
  const current = words.at(-1) ?? ''
  const candidates = candidatesFor({ before: words.slice(0, -1), current }).filter((candidate) => candidate === files || candidate.value.startsWith(current))
  for (const { value, description } of candidates) terminal.print(description === '' ? value : `${value}\t${description}`)
  return exitCodes.ok
}

function candidatesFor({ before, current }: { before: readonly string[]; current: string }): Candidate[] {
  const entry = program.find(({ words }) => words.every((word, index) => word === before[index]))
  if (entry) return insideCommand({ command: entry.open(), typed: before.slice(entry.words.length), current })
  const [group] = before
  if (group === undefined) {
    const single = program.filter(({ words }) => words.length === 1).map(({ words, summary }) => ({ value: words[0] ?? '', description: summary }))
    return [...Object.entries(groups).map(([value, description]) => ({ value, description })), ...single]
  }
  if (before.length > 1) return []
  return program.filter(({ words }) => words.length === 2 && words[0] === group).map(({ words, summary }) => ({ value: words[1] ?? '', description: summary }))
}

function insideCommand({ command, typed, current }: { command: ProgramCommand; typed: readonly string[]; current: string }): Candidate[] {
  const flags = [...command.flags, ...sessionFlags]
  const flagOf = (word: string | undefined) => flags.find(({ name }) => word === `--${name}`)
  const last = flagOf(typed.at(-1))
  if (last && last.placeholder !== null) return last.isFile ? [files] : (last.choices ?? []).map((value) => ({ value, description: '' }))
  if (current.startsWith('-')) {
    return flags
      .filter((flag) => flag.isRepeatable || !typed.includes(`--${flag.name}`))
      .map(({ name, description }) => ({ value: `--${name}`, description: description.split('. ')[0] ?? '' }))
  }
  const given = typed.filter((word, index) => !word.startsWith('-') && (flagOf(typed[index - 1])?.placeholder ?? null) === null).length
  const argument = command.arguments[given]
  if (argument?.isFile) return [files]
  return (argument?.choices ?? []).map((value) => ({ value, description: '' }))
}
