import { git } from './git.ts'
import type { Publication } from './publication.ts'
import { pendingChangesets } from './version-packages.ts'

/** @throws Error where what would be published is not what is committed. */
export function refuseUnfinished(): void {
  const pending = pendingChangesets()
  if (pending.length > 0) throw new Error(`${pending.length} changesets wait: run \`pnpm release version\`, review and commit what it wrote, then publish.`)
  const changed = git('status', '--porcelain', '--untracked-files=no')
  if (changed) throw new Error(`commit these first, so that what is published can be found again:\n${changed}`)
}

/** Publishes what is not out yet, and says so of what is. After a failure the same command goes on where this one stopped. */
export async function publishAll(publications: readonly Publication[]): Promise<void> {
  for (const { label, destination, isPublished, publish } of publications) {
    if (await isPublished()) {
      console.log(`– ${label} is at ${destination} already: skipped`)
      continue
    }
    await publish()
    console.log(`✓ ${label} → ${destination}`)
  }
}
