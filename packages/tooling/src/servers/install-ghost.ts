import { execFileSync } from 'node:child_process'
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { findGhost } from './find-ghost.ts'
import { serversFolder } from './servers-folder.ts'
import { unpackPackage } from './unpack-package.ts'

const version = '6.65.0'
// The one that Ghost asks for ends the process under Node 24.19 and later, and fetches its binary from elsewhere than npm.
const sqlite = { asked: '12.11.1', given: '13.2.0' }

/** Puts Ghost into the folder of the servers, once. It is installed in its own folder, which is how its own command line does it. */
export async function installGhost(): Promise<void> {
  if (typeof findGhost() !== 'string') return
  console.log(`installing Ghost ${version}`)
  const [begun, done] = [join(serversFolder, 'ghost-begun'), join(serversFolder, 'ghost')]
  await rm(begun, { recursive: true, force: true })
  await unpackPackage({ name: `ghost@${version}`, folder: begun })
  execFileSync('pnpm', ['install', '--prod', '--frozen-lockfile', '--config.pmOnFail=ignore', '--reporter=append-only'], {
    cwd: begun,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const driver = join(begun, 'node_modules', '.pnpm', `better-sqlite3@${sqlite.asked}`, 'node_modules', 'better-sqlite3')
  await rm(driver, { recursive: true, force: true })
  await unpackPackage({ name: `better-sqlite3@${sqlite.given}`, folder: driver })
  await rm(done, { recursive: true, force: true })
  await rename(begun, done)
}
