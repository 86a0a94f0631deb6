import { sql } from '@flow/db'
import type { NetworkAdapter } from '@flow/networks/port'
import { compileItems, limitsFor, requireSendable } from './compile-items.ts'
import { loadMedia } from './load-media.ts'
import type { PublishOptions } from './publish-options.ts'
import type { PublishTask } from './publish-task.ts'
import type { Prepared } from './to-publish-input.ts'

/**
 * What a task sends, item by item. What is more than one item is frozen before the first goes out, so that all attempts agree on where the text was split.
 * @throws NetworkError where the network would refuse it
 */
export async function prepareTask({
  task,
  adapter,
  options,
}: {
  task: PublishTask
  adapter: NetworkAdapter
  options: Pick<PublishOptions, 'db'>
}): Promise<Prepared> {
  const { db } = options
  const limits = limitsFor({ capabilities: adapter.capabilities, limits: task.limits })
  const media = await loadMedia({ db, workspaceId: task.workspaceId, mediaKeys: task.mediaKeys })
  if (task.items) return { task, items: task.items, media, mediaLimits: limits.media }
  const source = media.map(({ key, kind, contentType, byteSize, width, height, altText }) => ({ key, kind, contentType, byteSize, width, height, altText }))
  const { items, findings } = compileItems({ post: task, media: source, limits })
  requireSendable(findings)
  if (items.length > 1) {
    task.items = items
    await db.execute(sql`update publication set items = ${JSON.stringify(items)}::jsonb where id = ${task.publicationId}`)
  }
  return { task, items, media, mediaLimits: limits.media }
}
