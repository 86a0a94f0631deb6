import type { ProgramCommand } from '../command/program-command.ts'

const base = { arguments: [], flags: [], schema: null }

/** Keys and where they are kept. */
export const sessionCommands: readonly ProgramCommand[] = [
  {
    ...base,
    words: ['login'],
    summary: 'Keep an API key for later commands',
    description:
      'Asks for an API key without showing it, checks it with a read, and keeps it in a file that only you can read. Profiles keep several keys side by side, such as a live and a test one.',
    examples: ['flow login', 'flow login --profile test', 'flow login --base-url http://localhost:4100 < key.txt'],
    notes: ['The key is kept in ~/.config/flow/config.json (XDG_CONFIG_HOME and FLOW_CONFIG_FILE move it). FLOW_API_KEY wins over it.'],
    run: async (invocation) => (await import('./login.ts')).login(invocation),
  },
  {
    ...base,
    words: ['logout'],
    summary: 'Forget a kept API key',
    description: 'Takes a profile out of the file. The key itself stays good until it is revoked.',
    examples: ['flow logout', 'flow logout --profile test'],
    notes: [],
    run: async (invocation) => (await import('./logout.ts')).logout(invocation),
  },
  {
    ...base,
    words: ['profiles'],
    summary: 'List profiles, or choose one',
    description: 'Lists what `flow login` has kept, never the keys themselves. With a name, later commands use that profile.',
    arguments: [{ label: 'name', description: 'The profile to use from now on.', isOptional: true }],
    examples: ['flow profiles', 'flow profiles test'],
    notes: [],
    run: async (invocation) => (await import('./profiles.ts')).profiles(invocation),
  },
]
