import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { npmPackages } from '../artifacts.ts'
import { releaseStep } from '../release-step.ts'

/** Holds the packed tarballs to publint and Are the Types Wrong. */
export async function checkNpm(version: string): Promise<void> {
  for (const { name, tarball } of npmPackages(version)) {
    const faults = await findPublintFaults(tarball)
    if (faults.length > 0) throw new Error(`publint on ${tarball}:\n${faults.join('\n')}`)
    console.log(`✓ ${name}: publint has nothing to say`)
  }
  // The command line has no types and no entry to import.
  const [sdk] = npmPackages(version)
  if (sdk) await releaseStep({ name: `${sdk.name}: Are the Types Wrong`, command: attw, args: [sdk.tarball, '--format=ascii'] })
}

async function findPublintFaults(tarball: string): Promise<string[]> {
  const { messages, pkg } = await publint({ pack: { tarball: new Uint8Array(readFileSync(tarball)).buffer }, strict: true })
  return messages.map((message) => `${message.type}: ${formatMessage(message, pkg)}`)
}

const attw = join(import.meta.dirname, '..', '..', '..', 'node_modules', '.bin', 'attw')
