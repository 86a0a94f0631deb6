import manifest from '../package.json' with { type: 'json' }
import { nearest } from './command/nearest.ts'
import { parseFlags } from './command/parse-flags.ts'
import type { ProgramCommand } from './command/program-command.ts'
import { UsageError } from './command/usage-error.ts'
import type { Env } from './env.ts'
import { exitCodes } from './exit-codes.ts'
import { printError } from './output/print-error.ts'
import { createTerminal } from './output/terminal.ts'
import { groups } from './generated/groups.gen.ts'
import { program } from './program.ts'
import { sessionFlags } from './session/session-flags.ts'

/** Finds the command that is meant and runs it; answers the exit code. */
export async function run({ args, env }: { args: readonly string[]; env: Env }): Promise<number> {
  const terminal = createTerminal({ env, isJson: args.includes('--json'), isPlain: args.includes('--no-color') })
  let usage = 'flow'
  try {
    if (args[0] === '--version') {
      terminal.print(manifest.version)
      return exitCodes.ok
    }
    if (args[0] === '__complete') return (await import('./completion/complete.ts')).complete({ words: args.slice(1), terminal })
    const isHelp = args.includes('--help') || args.includes('-h')
    const words = wordsOf(args)
    if (words.length === 0) {
      const { programHelp } = await import('./help/program-help.ts')
      if (isHelp || args.length === 0) terminal.print(programHelp({ terminal }))
      else throw new UsageError('Name a command first, then its flags.')
      return exitCodes.ok
    }
    const [group] = words
    if (group !== undefined && groups[group] !== undefined && words.length === 1) {
      usage = `flow ${group}`
      if (!isHelp && args.length > 1) throw new UsageError(`Name one of the commands of ${group}.`)
      terminal.print((await import('./help/program-help.ts')).groupHelp({ group, terminal }))
      return exitCodes.ok
    }
    const command = findCommand(words)
    usage = ['flow', ...command.words].join(' ')
    if (isHelp) {
      terminal.print((await import('./help/command-help.ts')).commandHelp({ command, terminal }))
      return exitCodes.ok
    }
    const { positionals, flags } = parseFlags({ args: args.slice(command.words.length), flags: [...command.flags, ...sessionFlags], schema: command.schema })
    checkArguments({ command, positionals })
    return await command.run({ positionals, flags, terminal })
  } catch (error) {
    return printError({ error, terminal, usage })
  }
}

/** The words before the first flag, of which a command has at most two. */
function wordsOf(args: readonly string[]): string[] {
  const end = args.findIndex((arg) => arg.startsWith('-'))
  return args.slice(0, Math.min(2, end < 0 ? args.length : end))
}

function findCommand(words: readonly string[]): ProgramCommand {
  const found = program.find((entry) => entry.words.every((word, index) => word === words[index]))
  if (found) return found.open()
  const [first, second] = words
  if (first !== undefined && groups[first] !== undefined) {
    const like = nearest({ word: second ?? '', among: program.filter((entry) => entry.words[0] === first).map((entry) => entry.words[1] ?? '') })
    throw new UsageError(`There is no command ${first} ${second}.${like ? ` Did you mean ${first} ${like}?` : ''} flow ${first} --help lists what there is.`)
  }
  const like = nearest({ word: first ?? '', among: [...Object.keys(groups), ...program.map((entry) => entry.words[0] ?? '')] })
  throw new UsageError(`There is no command ${first}.${like ? ` Did you mean ${like}?` : ''} flow --help lists what there is.`)
}

function checkArguments({ command, positionals }: { command: ProgramCommand; positionals: readonly string[] }): void {
  const needed = command.arguments.filter(({ isOptional }) => isOptional !== true)
  const missing = needed.slice(positionals.length).map(({ label }) => `<${label}>`)
  if (missing.length > 0)
    throw new UsageError(
      `${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} missing: flow ${command.words.join(' ')} ${command.arguments.map(({ label }) => `<${label}>`).join(' ')}`,
    )
  if (positionals.length > command.arguments.length)
    throw new UsageError(`${JSON.stringify(positionals[command.arguments.length])} is one argument too many. Texts with spaces need quotes.`)
}
