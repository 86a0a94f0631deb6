import type { Flag } from '../command/flag.ts'
import type { ProgramCommand } from '../command/program-command.ts'
import type { Terminal } from '../output/terminal.ts'
import { sessionFlags } from '../session/session-flags.ts'
import { twoColumns, wrap } from './layout.ts'

/** The help of one command: what it does, what it takes, and how it is typed. */
export function commandHelp({ command, terminal }: { command: ProgramCommand; terminal: Terminal }): string {
  const title = (text: string) => terminal.style('bold', text)
  const usage = [
    'flow',
    ...command.words,
    ...command.arguments.map(({ label, isOptional }) => (isOptional ? `[${label}]` : `<${label}>`)),
    ...command.flags.filter((flag) => flag.isRequired).map((flag) => `--${flag.name} <${flag.placeholder}>`),
    '[flags]',
  ].join(' ')
  const list = (flags: readonly Flag[]) => twoColumns({ rows: flags.map((flag) => [head(flag), describe(flag)]), width: terminal.columns })
  return [
    `${title(command.summary)}`,
    wrap({ text: command.description, width: terminal.columns }),
    '',
    title('Usage'),
    `  ${usage}`,
    ...(command.arguments.length > 0
      ? [
          '',
          title('Arguments'),
          twoColumns({
            rows: command.arguments.map(({ label, description, choices }) => [label, `${description}${choices ? ` One of ${choices.join(', ')}.` : ''}`]),
            width: terminal.columns,
          }),
        ]
      : []),
    ...(command.flags.length > 0 ? ['', title('Flags'), list(command.flags)] : []),
    '',
    title('Flags of every command'),
    list(sessionFlags),
    ...(command.examples.length > 0 ? ['', title('Examples'), ...command.examples.map((example) => `  ${terminal.style('cyan', example)}`)] : []),
    ...(command.notes.length > 0 ? ['', ...command.notes.map((note) => terminal.style('dim', wrap({ text: note, width: terminal.columns })))] : []),
  ].join('\n')
}

const head = ({ name, placeholder, isRepeatable }: Flag): string => `--${name}${placeholder === null ? '' : ` <${placeholder}>`}${isRepeatable ? ' …' : ''}`

const describe = ({ isRequired, description, choices }: Flag): string =>
  [isRequired ? 'Required.' : '', description, choices ? `One of ${choices.join(', ')}.` : ''].filter((part) => part !== '').join(' ')
