import type { Invocation } from '../command/program-command.ts'
import { UsageError } from '../command/usage-error.ts'
import { exitCodes } from '../exit-codes.ts'
import { scripts } from './scripts.ts'

/** Prints the script of a shell. */
export async function printCompletion({ positionals, terminal }: Invocation): Promise<number> {
  const [shell] = positionals
  const script = Object.entries(scripts).find(([name]) => name === shell)?.[1]
  if (!script) throw new UsageError(`The shell must be one of ${Object.keys(scripts).join(', ')}, not ${JSON.stringify(shell)}.`)
  terminal.print(script.trim())
  return exitCodes.ok
}
