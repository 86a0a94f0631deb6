import { homedir } from 'node:os'
import { join } from 'node:path'

export type Env = { apiKey: string | undefined; baseUrl: string | undefined; configFile: string; hasNoColor: boolean; isColorForced: boolean }

/** Reads the settings once. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const given = (name: string) => source[name]?.trim() || undefined
  const folder = given('XDG_CONFIG_HOME') ?? (process.platform === 'win32' ? given('APPDATA') : undefined) ?? join(homedir(), '.config')
  return {
    apiKey: given('FLOW_API_KEY'),
    baseUrl: given('FLOW_BASE_URL'),
    configFile: given('FLOW_CONFIG_FILE') ?? join(folder, 'flow', 'config.json'),
    hasNoColor: given('NO_COLOR') !== undefined || given('TERM') === 'dumb',
    isColorForced: given('FORCE_COLOR') !== undefined && given('FORCE_COLOR') !== '0',
  }
}
