import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { findProgram } from './find-program.ts'
import { serversFolder } from './servers-folder.ts'
import { unpackPackage } from './unpack-package.ts'

const source = { name: '@wp-playground/wordpress-builds@0.9.19', archive: 'src/wordpress/wp-6.5.zip' }

/** Puts WordPress 6.5 into the folder of the servers, once, where there is a PHP to run it. */
export async function installWordPress(): Promise<void> {
  const php = findProgram('php')
  const done = join(serversFolder, 'wordpress')
  if (php === undefined || existsSync(done)) return
  console.log('installing WordPress 6.5')
  const [packed, begun] = [join(serversFolder, 'wordpress-packed'), join(serversFolder, 'wordpress-begun')]
  for (const folder of [packed, begun]) await rm(folder, { recursive: true, force: true })
  await unpackPackage({ name: source.name, folder: packed, only: [source.archive] })
  await mkdir(begun, { recursive: true })
  execFileSync(php, ['-r', '(new PharData($argv[1]))->extractTo($argv[2]);', join(packed, source.archive), begun])
  await rm(packed, { recursive: true, force: true })
  await rename(begun, done)
}
