import { appendFileSync, copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { goFolder, goModule, goZip } from '../artifacts.ts'
import type { ReleaseEnv } from '../env.ts'
import { git } from '../git.ts'
import type { Publication } from '../publication.ts'

/** The module's tag on the mirror it is served from, and its files in a proxy's folder where one is named. */
export function goPublications({ version, mirror, proxyFolder }: ReleaseEnv['go'] & { version: string }): Publication[] {
  const tag = `v${version}`
  const label = `${goModule} ${tag}`
  const onMirror = {
    label,
    destination: mirror,
    isPublished: async () => git('ls-remote', '--tags', mirror, `refs/tags/${tag}`) !== '',
    publish: async () => pushToMirror({ mirror, tag }),
  }
  if (proxyFolder === undefined) return [onMirror]
  const folder = join(proxyFolder, goModule, '@v')
  const inFolder = {
    label,
    destination: proxyFolder,
    isPublished: async () => existsSync(join(folder, `${tag}.info`)),
    publish: async () => fillProxy({ folder, version }),
  }
  return [onMirror, inFolder]
}

/** One commit a release: the SDK's folder as it stands here, on top of the mirror's last. See docs/decisions/0016. */
function pushToMirror({ mirror, tag }: { mirror: string; tag: string }): void {
  const [head] = git('ls-remote', mirror, 'refs/heads/main').split('\t')
  if (head) git('fetch', '--quiet', mirror, 'refs/heads/main')
  const message = `${tag}\n\nFrom packages/sdk-go of ${git('rev-parse', 'HEAD')}.`
  const commit = git('commit-tree', 'HEAD:packages/sdk-go', ...(head ? ['-p', head] : []), '-m', message)
  git('push', '--quiet', '--atomic', mirror, `${commit}:refs/heads/main`, `${commit}:refs/tags/${tag}`)
}

/** The layout of `GOPROXY=file://`; the `.info` comes last, since it is what says that the version is there. */
function fillProxy({ folder, version }: { folder: string; version: string }): void {
  const tag = `v${version}`
  mkdirSync(folder, { recursive: true })
  copyFileSync(goZip(version), join(folder, `${tag}.zip`))
  copyFileSync(join(goFolder, 'go.mod'), join(folder, `${tag}.mod`))
  appendFileSync(join(folder, 'list'), `${tag}\n`)
  writeFileSync(join(folder, `${tag}.info`), JSON.stringify({ Version: tag, Time: git('show', '-s', '--format=%cI', 'HEAD') }))
}
