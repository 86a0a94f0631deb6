import { randomBytes } from 'node:crypto'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { repositoryRoot } from '../run-step.ts'

export const stateDir = join(repositoryRoot, '.flow')
const quickstartPath = join(stateDir, 'quickstart.env')

export type QuickStart = { baseUrl: string; apiKey: string; channelId: string }

/** 32 random bytes that seal what Flow keeps secret: FLOW_MASTER_KEY, or made once and kept in `.flow/master.key`. */
export async function obtainMasterKey(given: string | undefined): Promise<string> {
  if (given) return given
  await mkdir(stateDir, { recursive: true })
  const path = join(stateDir, 'master.key')
  const kept = await readFile(path, 'utf8').catch(() => undefined)
  if (kept) return kept.trim()
  const made = randomBytes(32).toString('base64')
  await writeFile(path, `${made}\n`, { mode: 0o600, flag: 'wx' })
  return made
}

export async function readQuickStart(): Promise<Partial<QuickStart>> {
  const text = await readFile(quickstartPath, 'utf8').catch(() => '')
  const values = new Map([...text.matchAll(/^(?:export )?(\w+)='?([^'\n]*)'?$/gm)].map(([, name, value]) => [name, value]))
  const [apiKey, channelId] = [values.get('FLOW_API_KEY'), values.get('FLOW_CHANNEL_ID')]
  return { ...(apiKey ? { apiKey } : {}), ...(channelId ? { channelId } : {}) }
}

/** Written so that a shell's `source` hands the names on to the programs it starts. */
export async function writeQuickStart({ baseUrl, apiKey, channelId }: QuickStart): Promise<void> {
  const text = `export FLOW_BASE_URL='${baseUrl}'\nexport FLOW_API_KEY='${apiKey}'\nexport FLOW_CHANNEL_ID='${channelId}'\n`
  await writeFile(quickstartPath, text, { mode: 0o600 })
  await chmod(quickstartPath, 0o600)
}
