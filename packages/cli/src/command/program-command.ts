import type { Terminal } from '../output/terminal.ts'
import type { Flag } from './flag.ts'
import type { ParsedFlags } from './parse-flags.ts'
import type { JsonSchema } from './json-schema.ts'

/** What a command is run with. */
export type Invocation = { positionals: string[]; flags: ParsedFlags; terminal: Terminal }

/** A command of the program: one of the API's operations, or one that is more than an operation. */
export type ProgramCommand = {
  /** `posts create`, or `login`. */
  words: readonly string[]
  summary: string
  description: string
  arguments: readonly { label: string; description: string; isFile?: boolean; isOptional?: boolean; choices?: readonly string[] }[]
  flags: readonly Flag[]
  /** What dotted flags such as `--overrides.discord.content` are looked up in. */
  schema: JsonSchema | null
  examples: readonly string[]
  /** Facts told at the end of its help. */
  notes: readonly string[]
  /** Runs it; answers the exit code. Loaded when it is needed, so that starting costs little. */
  run: (invocation: Invocation) => Promise<number>
}
