import { sql, type Media, type SqlRunner } from '@flow/db'
import type { AccountInput, Credentials, MediaLimits, OptionValue, Progress, PublishInput, PublishItem } from '@flow/networks/port'
import { feedUrl } from '../channels/channel-resource.ts'
import type { PublishOptions } from './publish-options.ts'
import type { PublishTask, StoredItem } from './publish-task.ts'
import { toMediaFile } from './to-media-file.ts'

export type Prepared = { task: PublishTask; items: readonly StoredItem[]; media: readonly Media[]; mediaLimits: MediaLimits }

/** One item of a task as the adapter gets it. */
export async function toPublishInput({
  prepared,
  options,
  credentials,
  reached,
  timeoutMs,
}: {
  prepared: Prepared
  options: Pick<PublishOptions, 'db' | 'store' | 'publicUrl' | 'media'>
  credentials: Credentials
  reached: Pick<AccountInput, 'fetch' | 'openSocket'>
  timeoutMs: number
}): Promise<PublishInput> {
  const { task } = prepared
  const { clientKey, attemptNo, connectionId, isBuiltIn, feedSlug, remoteUrl, remoteAccountId, remoteHandle } = task
  const publicUrl = isBuiltIn ? feedUrl({ feedSlug, publicUrl: options.publicUrl }) : remoteUrl
  return {
    clientKey,
    attemptNo,
    item: await toItem({ prepared, options }),
    connection: { id: connectionId, publicUrl, remoteId: remoteAccountId, handle: remoteHandle },
    progress: keepProgress({ db: options.db, task }),
    clock: { now: () => new Date() },
    credentials,
    store: options.store,
    ...reached,
    signal: AbortSignal.timeout(timeoutMs),
  }
}

async function toItem({ prepared, options }: { prepared: Prepared; options: Pick<PublishOptions, 'media'> }): Promise<PublishItem> {
  const { task, items, media, mediaLimits } = prepared
  const stored = items[task.itemNo]
  if (!stored) throw new Error(`publication ${task.publicationId} has no item ${task.itemNo}`)
  const used = media.filter(({ key }) => stored.mediaKeys.includes(key))
  const files = await Promise.all(
    used.map((each) => toMediaFile({ media: each, source: options.media, limits: mediaLimits.images, isFitted: task.enableOptimization })),
  )
  const { kind, text, title, facets, links, rest } = stored
  return {
    no: task.itemNo,
    kind,
    text,
    title,
    facets,
    links,
    media: files,
    options: optionsOf(task),
    // A comment stands under the post itself, however long its thread is.
    parent: task.itemNo === 0 ? null : ((kind === 'comment' ? items[0] : items[task.itemNo - 1])?.remote ?? null),
    root: task.itemNo === 0 ? null : (items[0]?.remote ?? null),
    rest,
    dueAt: task.dueAt,
  }
}

function optionsOf({ overrides, network }: PublishTask): Readonly<Record<string, OptionValue>> {
  // The rules judged them by the network's option fields before they were stored.
  const own = overrides[network] as { options?: Record<string, OptionValue> } | undefined
  return own?.options ?? {}
}

/** What the attempts at an item remember stands in the database before the adapter goes on. */
function keepProgress({ db, task }: { db: SqlRunner; task: PublishTask }): Progress {
  return {
    get: (name) => task.progress[name],
    save: async (name, value) => {
      task.progress[name] = value
      await db.execute(sql`
        update publication set progress = progress || ${JSON.stringify({ [name]: value })}::jsonb where id = ${task.publicationId} and item_no = ${task.itemNo}`)
      return value
    },
  }
}
