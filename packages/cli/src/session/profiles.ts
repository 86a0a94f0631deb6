import type { Invocation } from '../command/program-command.ts'
import { UsageError } from '../command/usage-error.ts'
import { exitCodes } from '../exit-codes.ts'
import { table } from '../output/table.ts'
import { readConfig, writeConfig } from './config-file.ts'

/** Lists the kept profiles, never with their keys; with a name, makes it the one that is used. */
export async function profiles({ positionals, terminal }: Invocation): Promise<number> {
  const path = terminal.env.configFile
  const { config } = await readConfig(path)
  const [chosen] = positionals
  if (chosen !== undefined) {
    if (!config.profiles[chosen]) throw new UsageError(`There is no profile ${JSON.stringify(chosen)}. \`flow login --profile ${chosen}\` makes it.`)
    await writeConfig({ path, config: { ...config, current: chosen } })
    terminal.tell(`Commands use the profile ${chosen} from now on.`)
    return exitCodes.ok
  }
  const rows = Object.entries(config.profiles).map(([name, { apiKey, baseUrl }]) => ({
    name,
    isCurrent: name === config.current,
    mode: apiKey.startsWith('flow_sk_test_') ? 'test' : 'live',
    baseUrl: baseUrl ?? 'https://api.flow.dev',
  }))
  if (terminal.isJson) terminal.print(JSON.stringify({ data: rows }, null, 2))
  else if (rows.length === 0) terminal.tell('There is no profile yet; `flow login` makes one.')
  else terminal.print(table({ rows, columns: ['name', 'isCurrent', 'mode', 'baseUrl'], terminal }))
  return exitCodes.ok
}
