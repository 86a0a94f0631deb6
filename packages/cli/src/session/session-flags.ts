import type { Flag } from '../command/flag.ts'

/** What every command takes. */
export const sessionFlags: readonly Flag[] = [
  {
    name: 'api-key',
    placeholder: 'key',
    description: 'The API key. Others on this machine can see it in the list of processes: FLOW_API_KEY or `flow login` keep it to you.',
  },
  {
    name: 'base-url',
    placeholder: 'url',
    description: 'The address of the API, without /v1. Default: FLOW_BASE_URL, then the profile, then https://api.flow.dev.',
  },
  { name: 'profile', placeholder: 'name', description: 'The profile of `flow login` to use.' },
  { name: 'max-retries', placeholder: 'number', description: 'How often a call that may help is tried again; 3 by default, 0 for never.' },
  { name: 'json', placeholder: null, description: 'Print JSON, errors too.' },
  { name: 'no-color', placeholder: null, description: 'No colours; NO_COLOR does the same.' },
  { name: 'help', placeholder: null, description: 'Show help; -h too.' },
]
