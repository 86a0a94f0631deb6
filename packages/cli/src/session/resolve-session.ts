import type { ParsedFlags } from '../command/parse-flags.ts'
import { UsageError } from '../command/usage-error.ts'
import type { Terminal } from '../output/terminal.ts'
import { readConfig } from './config-file.ts'

export type Session = {
  apiKey: string | undefined
  baseUrl: string | undefined
  source: 'flag' | 'environment' | 'profile' | 'none'
  profile: string | undefined
  maxRetries: number | undefined
}

/** Whose key is used and where it is sent: what is typed wins over the environment, that over the profile. */
export async function resolveSession({ flags, terminal }: { flags: ParsedFlags; terminal: Terminal }): Promise<Session> {
  const { env } = terminal
  const typedKey = flags.get('api-key')?.at(-1)
  const typedProfile = flags.get('profile')?.at(-1)
  const maxRetries = readRetries(flags.get('max-retries')?.at(-1))
  const typedUrl = flags.get('base-url')?.at(-1)
  if (typedKey !== undefined) {
    terminal.tell(
      terminal.styleTold('yellow', 'Warning: others on this machine can see --api-key in the list of processes; prefer FLOW_API_KEY or `flow login`.'),
    )
    return { apiKey: typedKey, baseUrl: typedUrl ?? env.baseUrl, source: 'flag', profile: undefined, maxRetries }
  }
  if (typedProfile === undefined && env.apiKey !== undefined)
    return { apiKey: env.apiKey, baseUrl: typedUrl ?? env.baseUrl, source: 'environment', profile: undefined, maxRetries }
  const { config, isOpenToOthers } = await readConfig(env.configFile)
  if (isOpenToOthers) terminal.tell(terminal.styleTold('yellow', `Warning: others can read ${env.configFile}; run \`chmod 600\` on it.`))
  const name = typedProfile ?? config.current
  const profile = config.profiles[name]
  if (!profile && typedProfile !== undefined) {
    throw new UsageError(`There is no profile ${JSON.stringify(name)}. ${known(Object.keys(config.profiles))} \`flow login --profile ${name}\` makes it.`)
  }
  return {
    apiKey: profile?.apiKey,
    baseUrl: typedUrl ?? env.baseUrl ?? profile?.baseUrl,
    source: profile ? 'profile' : 'none',
    profile: profile ? name : undefined,
    maxRetries,
  }
}

const known = (names: string[]): string => (names.length > 0 ? `There are: ${names.join(', ')}.` : 'There is none yet.')

function readRetries(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (!/^\d{1,2}$/.test(text)) throw new UsageError('--max-retries must be a whole number from 0 to 99.')
  return Number(text)
}
