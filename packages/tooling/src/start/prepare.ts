import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { repositoryRoot } from '../run-step.ts'
import { readQuickStart } from './state-folder.ts'

export type Prepared = { apiKey: string; channelId: string; setupToken: string | null; isNew: boolean }

/** Readies the database through the API's own setup: migrations, the first workspace, the quick start's key. */
export async function prepare({ stateDir, env }: { stateDir: string; env: Record<string, string> }): Promise<Prepared> {
  const known = await readQuickStart(stateDir)
  const script = join(repositoryRoot, 'apps', 'api', 'src', 'setup', 'prepare.ts')
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script], {
    cwd: repositoryRoot,
    env: { ...process.env, ...env, FLOW_KNOWN_API_KEY: known.apiKey ?? '', FLOW_KNOWN_CHANNEL_ID: known.channelId ?? '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const [output, errors, code] = await Promise.all([text(child.stdout), text(child.stderr), exited])
  if (code !== 0) throw new Error(`the database could not be readied.\n${errors}`)
  // prepare.ts prints exactly this.
  return JSON.parse(output) as Prepared
}
