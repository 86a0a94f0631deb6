import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { npmPackages } from '../artifacts.ts'
import { isTrustedWorkflow, type ReleaseEnv } from '../env.ts'
import type { Publication } from '../publication.ts'
import { releaseStep } from '../release-step.ts'

/** The tarballs that were checked, each to the registry. */
export function npmPublications({ version, registry, token }: ReleaseEnv['npm'] & { version: string }): Publication[] {
  return npmPackages(version).map(({ name, tarball }) => ({
    label: `${name} ${version}`,
    destination: registry,
    isPublished: async () => {
      const response = await fetch(`${registry}/${name.replace('/', '%2f')}`, { headers: { accept: 'application/json' } })
      if (response.status === 404) return false
      if (!response.ok) throw new Error(`${registry} answered ${response.status} when asked for ${name}`)
      // The registry's document of a package.
      const { versions } = (await response.json()) as { versions?: Record<string, unknown> }
      return versions !== undefined && version in versions
    },
    publish: () => publish({ name, tarball, registry, token }),
  }))
}

/** The token stands in npm's environment and only its name in the file. */
async function publish({ name, tarball, registry, token }: ReleaseEnv['npm'] & { name: string; tarball: string }): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'flow-npm-'))
  const config = join(folder, '.npmrc')
  writeFileSync(config, token === undefined ? '' : `${registry.replace(/^https?:/, '')}/:_authToken=\${FLOW_RELEASE_NPM_TOKEN}\n`)
  const env = { NPM_CONFIG_USERCONFIG: config, ...(token !== undefined && { FLOW_RELEASE_NPM_TOKEN: token }) }
  const args = ['publish', tarball, `--registry=${registry}`, '--access=public', '--loglevel=warn', ...(isTrustedWorkflow() ? ['--provenance'] : [])]
  try {
    await releaseStep({ name: `${name}: npm publish`, command: 'npm', args, cwd: folder, env })
  } finally {
    rmSync(folder, { recursive: true })
  }
}
