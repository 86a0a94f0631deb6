import type { ReleaseEnv } from './env.ts'
import { git } from './git.ts'
import type { Publication } from './publication.ts'

/** The tag of the whole release, which comes last: where it stands, everything is out. */
export function tagPublication({ version, remote }: ReleaseEnv['git'] & { version: string }): Publication {
  const tag = `v${version}`
  return {
    label: `tag ${tag}`,
    destination: remote,
    isPublished: async () => git('ls-remote', '--tags', remote, `refs/tags/${tag}`) !== '',
    publish: async () => void git('push', '--quiet', remote, `HEAD:refs/tags/${tag}`),
  }
}
