import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

export type Floor = { baseUrl: string; pid: number; stop: () => void }

export async function startFloor({ databaseUrl, workspaceId }: { databaseUrl: string; workspaceId: string }): Promise<Floor> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'floor-server.ts'), databaseUrl, workspaceId], { stdio: ['ignore', 'pipe', 'inherit'] })
  const port = String((await once(child.stdout, 'data'))[0]).trim()
  if (child.pid === undefined) throw new Error('the floor server did not start')
  return { baseUrl: `http://127.0.0.1:${port}`, pid: child.pid, stop: () => child.kill() }
}
