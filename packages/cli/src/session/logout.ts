import type { Invocation } from '../command/program-command.ts'
import { UsageError } from '../command/usage-error.ts'
import { exitCodes } from '../exit-codes.ts'
import { readConfig, writeConfig } from './config-file.ts'

/** Forgets a profile; the key itself goes on being good until it is revoked. */
export async function logout({ flags, terminal }: Invocation): Promise<number> {
  const path = terminal.env.configFile
  const { config } = await readConfig(path)
  const name = flags.get('profile')?.at(-1) ?? config.current
  if (!config.profiles[name]) throw new UsageError(`There is no profile ${JSON.stringify(name)}.`)
  const { [name]: _, ...kept } = config.profiles
  const current = name === config.current ? (Object.keys(kept)[0] ?? 'default') : config.current
  await writeConfig({ path, config: { current, profiles: kept } })
  terminal.tell(`Forgot the profile ${name}. Its key is still good: \`flow api-keys delete <api-key-id>\` revokes it.`)
  return exitCodes.ok
}
