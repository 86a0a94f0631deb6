import { randomBytes } from 'node:crypto'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export type QuickStart = { baseUrl: string; apiKey: string; channelId: string }

export const quickStartPath = (stateDir: string): string => join(stateDir, 'quickstart.env')

/** 32 random bytes that seal what Flow keeps secret: FLOW_MASTER_KEY, or made once and kept in `master.key` of the state folder. */
export async function obtainMasterKey({ stateDir, given }: { stateDir: string; given: string | undefined }): Promise<string> {
  if (given) return given
  await mkdir(stateDir, { recursive: true })
  const path = join(stateDir, 'master.key')
  const kept = await readFile(path, 'utf8').catch(() => undefined)
  if (kept) return kept.trim()
  const made = randomBytes(32).toString('base64')
  await writeFile(path, `${made}\n`, { mode: 0o600, flag: 'wx' })
  return made
}

export async function readQuickStart(stateDir: string): Promise<Partial<QuickStart>> {
  const text = await readFile(quickStartPath(stateDir), 'utf8').catch(() => '')
  const values = new Map([...text.matchAll(/^(?:export )?(\w+)='?([^'\n]*)'?$/gm)].map(([, name, value]) => [name, value]))
  const [apiKey, channelId] = [values.get('FLOW_API_KEY'), values.get('FLOW_CHANNEL_ID')]
  return { ...(apiKey ? { apiKey } : {}), ...(channelId ? { channelId } : {}) }
}

/** Written so that a shell's `source` hands the names on to the programs it starts. */
export async function writeQuickStart({ stateDir, baseUrl, apiKey, channelId }: QuickStart & { stateDir: string }): Promise<void> {
  const path = quickStartPath(stateDir)
  const text = `export FLOW_BASE_URL='${baseUrl}'\nexport FLOW_API_KEY='${apiKey}'\nexport FLOW_CHANNEL_ID='${channelId}'\n`
  await writeFile(path, text, { mode: 0o600 })
  await chmod(path, 0o600)
}
