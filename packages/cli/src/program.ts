import { completionCommand } from './completion/completion-command.ts'
import { toProgramCommand } from './command/to-program-command.ts'
import type { ProgramCommand } from './command/program-command.ts'
import { commands } from './generated/commands.gen.ts'
import { mcpCommand } from './mcp/mcp-command.ts'
import { importCommand } from './posts/import/import-command.ts'
import { scheduleCommand } from './posts/schedule-command.ts'
import { waitCommand } from './posts/wait-command.ts'
import { sessionCommands } from './session/session-commands.ts'

type Entry = { words: readonly string[]; summary: string; open: () => ProgramCommand }

const own: readonly ProgramCommand[] = [...sessionCommands, scheduleCommand, importCommand, waitCommand, mcpCommand, completionCommand]

/** Every command, opened only when it is meant. */
export const program: readonly Entry[] = [
  ...own.map((command) => ({ words: command.words, summary: command.summary, open: () => command })),
  ...commands.map((command) => ({ words: [command.group, command.name], summary: command.summary, open: () => toProgramCommand(command) })),
]
