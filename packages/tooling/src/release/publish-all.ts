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

/** What is not out yet, so that a run after a failure goes on where that one stopped; says so of what is. */
export async function findUnpublished(publications: readonly Publication[]): Promise<Publication[]> {
  const left: Publication[] = []
  for (const publication of publications) {
    if (await publication.isPublished()) console.log(`– ${publication.label} is at ${publication.destination} already: skipped`)
    else left.push(publication)
  }
  return left
}

export async function publishAll(publications: readonly Publication[]): Promise<void> {
  for (const { label, destination, publish } of publications) {
    await publish()
    console.log(`✓ ${label} → ${destination}`)
  }
}
