import type { Command } from './command.ts'
import { flagsOf, schemaOf } from './flags-of.ts'
import { examplesOf } from './examples-of.ts'
import type { ProgramCommand } from './program-command.ts'

/** An operation of the API as a command of the program. */
export function toProgramCommand(command: Command): ProgramCommand {
  return {
    words: [command.group, command.name],
    summary: command.summary,
    description: command.description,
    arguments: [
      ...command.arguments.map(({ label, description }) => ({ label, description })),
      ...(command.fileField ? [{ label: 'file', description: command.body?.properties?.[command.fileField]?.description ?? '', isFile: true }] : []),
    ],
    flags: flagsOf(command),
    schema: schemaOf(command),
    examples: examplesOf(command),
    notes: [`${command.http}. ${command.permission === null ? 'Any key will do.' : `Needs the permission ${command.permission}.`}`],
    run: async (invocation) => (await import('./run-operation.ts')).runOperation({ command, ...invocation }),
  }
}
