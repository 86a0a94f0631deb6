import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { npmPackages, type NpmPackage } from '../artifacts.ts'
import { releaseStep } from '../release-step.ts'

/** Holds the packed tarballs to publint and Are the Types Wrong. */
export async function checkNpm(version: string): Promise<void> {
  for (const each of npmPackages(version)) {
    const faults = await findPublintFaults(each)
    if (faults.length > 0) throw new Error(`publint on ${each.tarball}:\n${faults.join('\n')}`)
    console.log(`✓ ${each.name}: publint has nothing to say`)
  }
  // The command line has no types and no entry to import.
  const [sdk] = npmPackages(version)
  if (sdk) await releaseStep({ name: `${sdk.name}: Are the Types Wrong`, command: attw, args: [sdk.tarball, '--format=ascii'] })
}

async function findPublintFaults({ folder, tarball }: NpmPackage): Promise<string[]> {
  const bytes = readFileSync(tarball)
  const { messages, pkg } = await publint({ pkgDir: folder, pack: { tarball: new Uint8Array(bytes).buffer }, strict: true })
  return messages.map((message) => `${message.type}: ${formatMessage(message, pkg)}`)
}

const attw = join(import.meta.dirname, '..', '..', '..', 'node_modules', '.bin', 'attw')
