import type { Invocation } from '../command/program-command.ts'
import { UsageError } from '../command/usage-error.ts'
import { exitCodes } from '../exit-codes.ts'
import { readConfig, writeConfig, type Profile } from './config-file.ts'
import { createClient } from './create-client.ts'
import { readSecret } from './read-secret.ts'

const local = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

/** Asks for a key, sees that Flow takes it, and keeps it in a profile. */
export async function login({ flags, terminal }: Invocation): Promise<number> {
  const { env } = terminal
  const name = flags.get('profile')?.at(-1) ?? 'default'
  if (!/^[\w.-]{1,50}$/.test(name) || name === '__proto__') throw new UsageError('--profile must be 1 to 50 letters, digits, dots, dashes or underscores.')
  const baseUrl = flags.get('base-url')?.at(-1) ?? env.baseUrl
  const { config } = await readConfig(env.configFile)
  const typed = flags.get('api-key')?.at(-1)
  if (typed !== undefined) terminal.tell(terminal.styleTold('yellow', 'Warning: others on this machine can see --api-key in the list of processes.'))
  const apiKey = (typed ?? (await readSecret({ prompt: 'API key (it is not shown): ' }))).trim()
  if (!/^flow_sk_(live|test)_/.test(apiKey))
    throw new UsageError('That is not an API key: keys begin with flow_sk_live_ or flow_sk_test_. Create one in the dashboard under API keys.')
  const { flow } = await createClient({ session: { apiKey, baseUrl, source: 'flag', profile: undefined, maxRetries: undefined } })
  if (flow.baseURL.startsWith('http:') && !local.test(new URL(flow.baseURL).hostname)) {
    terminal.tell(terminal.styleTold('yellow', `Warning: ${flow.baseURL} is not encrypted; everyone on the way can read the key.`))
  }
  // The one read that any key may do.
  await flow.networks.list()
  const profile: Profile = baseUrl === undefined ? { apiKey } : { apiKey, baseUrl: flow.baseURL }
  await writeConfig({ path: env.configFile, config: { current: name, profiles: { ...config.profiles, [name]: profile } } })
  const mode = apiKey.startsWith('flow_sk_test_') ? 'test' : 'live'
  if (terminal.isJson) terminal.print(JSON.stringify({ profile: name, mode, baseUrl: flow.baseURL }, null, 2))
  else
    terminal.tell(
      `${terminal.styleTold('green', 'Signed in')} to ${flow.baseURL} with a ${mode} key, as profile ${name}. It is kept in ${env.configFile}, for you alone.`,
    )
  if (env.apiKey !== undefined) terminal.tell(terminal.styleTold('yellow', 'FLOW_API_KEY is set and wins over the profile; unset it, or give --profile.'))
  return exitCodes.ok
}
