import { join } from 'node:path'
import type { Binaries } from './resolve-binaries.ts'
import { runCommand } from './run-command.ts'
import type { ServerAccount } from './server-account.ts'

/**
 * Tries for real, as the server's account: mode bits alone don't know of ACLs, noexec mounts or a foreign libc.
 * Undefined means it works; else what stood in the way.
 */
export async function findObstacle({ binaries, folder, account }: { binaries: Binaries; folder: string; account: ServerAccount }): Promise<string | undefined> {
  const script = 'cd "$1" && test -r "$2" && "$3" --version && exec "$4" --version'
  const catalogFile = join(binaries.nativeDir, 'share', 'postgresql', 'postgres.bki')
  const { exitCode, output } = await runCommand({
    command: '/bin/sh',
    args: ['-c', script, 'sh', folder, catalogFile, binaries.initdb, binaries.postgres],
    account,
  })
  if (exitCode === 0) return undefined
  return output === '' ? `${catalogFile} is not readable` : output.split('\n').at(-1)
}
