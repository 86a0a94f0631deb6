import type { ProgramCommand } from '../../command/program-command.ts'

/** `flow posts import`. */
export const importCommand: ProgramCommand = {
  words: ['posts', 'import'],
  summary: 'Create posts from a CSV or JSON lines file',
  description:
    'Creates a post for each row. The header names the fields of a post: channelId, content, scheduledFor, mediaKeys, title, and dotted ones such as overrides.mastodon.content. Rows are sent in batches and each is judged alone. A report beside the file says what became of every row, and a second run goes on where the first one ended. A repeated run doubles nothing.',
  arguments: [{ label: 'file', description: 'A .csv file, or .jsonl with an object a line.', isFile: true }],
  flags: [
    { name: 'dry-run', placeholder: null, description: 'Only check each row against its networks; nothing is created.' },
    { name: 'channel-id', placeholder: 'id', description: 'The channel of rows that name none.' },
    { name: 'report', placeholder: 'path', isFile: true, description: 'Where the report is; <file>.flow-report.jsonl by default.' },
    { name: 'batch-size', placeholder: 'number', description: 'Rows in one request, 1 to 500; 200 by default. A run that goes on keeps the first run’s.' },
  ],
  schema: null,
  examples: ['flow posts import posts.csv --dry-run', 'flow posts import posts.csv', 'flow posts import more.jsonl --channel-id <channel-id> --json'],
  notes: [
    'Times are RFC 3339, or "2026-12-25 10:00" in the local zone of this machine. Lists such as mediaKeys are separated by commas.',
    'Rows that fail are written to <file>.failed.csv (or .jsonl) with the reason, to be mended and imported by themselves.',
    'Ends with 8 where rows failed. POST /v1/posts/batch needs posts:write; --dry-run needs posts:read.',
  ],
  run: async (invocation) => (await import('./import-posts.ts')).importPosts(invocation),
}
