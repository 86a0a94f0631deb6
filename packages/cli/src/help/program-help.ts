import { exitCodes } from '../exit-codes.ts'
import type { Terminal } from '../output/terminal.ts'
import { groups } from '../generated/groups.gen.ts'
import { program } from '../program.ts'
import { sessionFlags } from '../session/session-flags.ts'
import { twoColumns } from './layout.ts'

const meanings: Record<keyof typeof exitCodes, string> = {
  ok: 'it worked',
  apiError: 'the API refused or failed',
  usage: 'the command was typed wrongly',
  authentication: 'no key, a bad key, or a permission is missing',
  notFound: 'there is no such object',
  conflict: 'a conflict: the state, or an idempotency key, does not allow it',
  rateLimited: 'too many requests',
  network: 'no answer in time',
  partlyFailed: 'some items of a batch or an import failed',
  blocked: 'the post that was waited for is blocked',
}

/** The help of the whole program. */
export function programHelp({ terminal }: { terminal: Terminal }): string {
  const title = (text: string) => terminal.style('bold', text)
  const single = program.filter(({ words }) => words.length === 1).map(({ words, summary }): [string, string] => [words.join(' '), summary])
  const width = terminal.columns
  return [
    `${title('flow')}: schedules and publishes posts to many networks, and never loses or doubles one.`,
    '',
    title('Start here'),
    `  ${terminal.style('cyan', 'flow login')}`,
    `  ${terminal.style('cyan', 'flow channels list')}`,
    `  ${terminal.style('cyan', 'flow posts schedule --channel-id <channel-id> --at "tomorrow 9am" --file post.md --media a.png')}`,
    `  ${terminal.style('cyan', 'flow posts import posts.csv --dry-run')}`,
    '',
    title('Usage'),
    '  flow <group> <command> [arguments] [flags]',
    '  flow <group> --help            lists the commands of a group',
    '  flow <group> <command> --help  teaches one command',
    '',
    title('Groups'),
    twoColumns({ rows: Object.entries(groups), width }),
    '',
    title('Commands'),
    twoColumns({ rows: single, width }),
    '',
    title('Flags of every command'),
    twoColumns({
      rows: [
        ...sessionFlags.map(({ name, placeholder, description }): [string, string] => [`--${name}${placeholder ? ` <${placeholder}>` : ''}`, description]),
        ['--version', 'The version of this program.'],
      ],
      width,
    }),
    '',
    title('Exit codes'),
    // Both are keyed by the same names.
    twoColumns({ rows: Object.entries(exitCodes).map(([name, code]): [string, string] => [String(code), meanings[name as keyof typeof exitCodes]]), width }),
  ].join('\n')
}

/** The commands of one group. */
export function groupHelp({ group, terminal }: { group: string; terminal: Terminal }): string {
  const rows = program.filter(({ words }) => words.length === 2 && words[0] === group).map(({ words, summary }): [string, string] => [words[1] ?? '', summary])
  return [
    `${terminal.style('bold', `flow ${group}`)}: ${groups[group] ?? ''}.`,
    '',
    terminal.style('bold', 'Commands'),
    twoColumns({ rows, width: terminal.columns }),
    '',
    terminal.style('dim', `flow ${group} <command> --help teaches one of them.`),
  ].join('\n')
}
