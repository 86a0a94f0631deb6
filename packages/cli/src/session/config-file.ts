import { chmod, mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { UsageError } from '../command/usage-error.ts'

export type Profile = { apiKey: string; baseUrl?: string }
export type Config = { current: string; profiles: Record<string, Profile> }

const empty: Config = { current: 'default', profiles: {} }

/** The kept profiles; none where there is no file yet. */
export async function readConfig(path: string): Promise<{ config: Config; isOpenToOthers: boolean }> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw new UsageError(`${path} can't be read (${error.code}).`)
  })
  if (text === undefined) return { config: structuredClone(empty), isOpenToOthers: false }
  const { mode } = await stat(path)
  return { config: parse({ text, path }), isOpenToOthers: process.platform !== 'win32' && (mode & 0o077) !== 0 }
}

/** Replaces the file whole, readable by its owner alone. */
export async function writeConfig({ path, config }: { path: string; config: Config }): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const temporary = `${path}.${process.pid}.tmp`
  await writeFile(temporary, `${JSON.stringify(config, null, 2)}\n`, { mode: 0o600 })
  await chmod(temporary, 0o600)
  await rename(temporary, path)
}

function parse({ text, path }: { text: string; path: string }): Config {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new UsageError(`${path} is not JSON. Mend it, or delete it and run \`flow login\`.`)
  }
  const { current, profiles } = Object(value)
  if (typeof current !== 'string' || typeof profiles !== 'object' || profiles === null)
    throw new UsageError(`${path} is not a file of this program. Delete it and run \`flow login\`.`)
  for (const [name, profile] of Object.entries(profiles)) {
    const { apiKey, baseUrl } = Object(profile)
    if (typeof apiKey !== 'string' || (baseUrl !== undefined && typeof baseUrl !== 'string'))
      throw new UsageError(`${path}: the profile ${JSON.stringify(name)} is not whole. Run \`flow login --profile ${name}\`.`)
  }
  // Judged just above.
  return { current, profiles: profiles as Config['profiles'] }
}
