import { readFile, readlink, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCodeOf } from './error-code-of.ts'
import { runCommand } from './run-command.ts'

export type Postmaster = { pid: number; port: number; isReady: boolean }

/** What `postmaster.pid` says, if the process it names really is a PostgreSQL on this very folder; else undefined. */
export async function findPostmaster(dataDir: string): Promise<Postmaster | undefined> {
  const postmaster = await readPidFile(dataDir)
  return postmaster !== undefined && (await isServing({ pid: postmaster.pid, dataDir })) ? postmaster : undefined
}

/** https://www.postgresql.org/docs/18/storage-file-layout.html: line 1 pid, 4 port, 8 status. */
export async function readPidFile(dataDir: string): Promise<Postmaster | undefined> {
  const text = await readFile(join(dataDir, 'postmaster.pid'), 'utf8').catch((error: unknown) => {
    if (errorCodeOf(error) === 'ENOENT') return ''
    throw error
  })
  const lines = text.split('\n').map((line) => line.trim())
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  return { pid, port: Number(lines[3] ?? 0), isReady: lines[7] === 'ready' }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return errorCodeOf(error) === 'EPERM'
  }
}

/** Pids are used again, by anyone. A postmaster is told by its name and its working directory, the data folder. */
export async function isServing({ pid, dataDir }: { pid: number; dataDir: string }): Promise<boolean> {
  if (!isAlive(pid)) return false
  const folder = await realpath(dataDir)
  if (process.platform === 'linux') {
    const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')
    // Unreadable also for a zombie, which kill(pid, 0) takes for alive.
    const workingDir = await readlink(`/proc/${pid}/cwd`).catch(() => '')
    return name.trim() === 'postgres' && workingDir === folder
  }
  const { output } = await runCommand({ command: 'ps', args: ['-o', 'command=', '-p', String(pid)], account: undefined })
  return output.includes('postgres') && (output.includes(dataDir) || output.includes(folder))
}
