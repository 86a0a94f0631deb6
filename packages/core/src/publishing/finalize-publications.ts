import { sql } from '@flow/db'
import type { Credentials, NetworkAdapter } from '@flow/networks/port'
import { callRenewed } from '../connections/call-renewed.ts'
import { reach } from '../connections/reach.ts'
import { subjectOf } from '../story/subject-of.ts'
import { toldFetch } from '../story/told-fetch.ts'
import { openForTask } from './open-for-task.ts'
import { prepareTask } from './prepare-task.ts'
import type { PublishOptions } from './publish-options.ts'
import { clientKeyOf, taskColumns, type PublishTask } from './publish-task.ts'
import { toPublishInput } from './to-publish-input.ts'

type Extra = PublishTask & { remoteId: string; url: string | null; finalizeCount: number }

const timeoutMs = 15_000
const mostTries = 5

/** Does what may follow a publishing, such as asking for a permanent address. It may be repeated, and its failure never unpublishes anything. */
export async function finalizePublications({ options, limit }: { options: PublishOptions; limit: number }): Promise<number> {
  const extras = await options.db.query<Extra>(sql`
    with due as (select id from publication where finalize_at <= now() order by finalize_at limit ${limit} for update skip locked),
    taken as (
      update publication set finalize_count = finalize_count + 1, finalize_at = now() + interval '30 seconds' * power(2, finalize_count) from due where publication.id = due.id
      returning publication.*)
    select '' as attempt_id, '' as client_key, p.remote_id, p.finalize_count, p.url, ${taskColumns}
    from taken p join post on post.id = p.post_id join connection on connection.id = p.connection_id`)
  await Promise.all(extras.map((extra) => finalizeOne({ options, extra })))
  return extras.length
}

async function finalizeOne({ options, extra }: { options: PublishOptions; extra: Extra }): Promise<void> {
  const { db, connector, tell } = options
  const { publicationId } = extra
  const adapter = connector.networks.get(extra.network)
  try {
    const { url, warnings } = adapter?.finalize ? await askExtras({ finalize: adapter.finalize, adapter, options, extra }) : { warnings: [] }
    await db.execute(sql`
      update publication set finalize_at = null, url = coalesce(${url ?? null}, url), warnings = ${warnings.map((warning) => warning.slice(0, 500))}, updated_at = now() where id = ${publicationId}`)
    if (adapter?.finalize) tell({ kind: 'finalized', isDone: true, warnings: warnings.length, ...subjectOf(extra) })
  } catch {
    tell({ kind: 'finalized', isDone: false, warnings: 0, ...subjectOf(extra) })
    if (extra.finalizeCount < mostTries) return
    const warning = `The post is out; what ${adapter?.capabilities.displayName ?? extra.network} was asked for afterwards could not be done.`
    await db.execute(sql`update publication set finalize_at = null, warnings = ${[warning]}, updated_at = now() where id = ${publicationId}`)
  }
}

async function askExtras({
  finalize,
  adapter,
  options,
  extra,
}: {
  finalize: NonNullable<NetworkAdapter['finalize']>
  adapter: NetworkAdapter
  options: PublishOptions
  extra: Extra
}): Promise<{ url?: string; warnings: string[] }> {
  const { connector } = options
  const opened = await openForTask({ connector, task: extra })
  const first = { ...extra, itemNo: 0, clientKey: clientKeyOf({ publicationId: extra.publicationId, itemNo: 0 }) }
  const prepared = await prepareTask({ task: first, adapter, options })
  const reached = reach({ connector, adapter })
  const fetch = toldFetch({ fetch: reached.fetch, tell: options.tell, step: 'finalize', task: extra })
  const published = extra.items?.[0]?.remote ?? { remoteId: extra.remoteId, url: extra.url }
  const call = async (credentials: Credentials) =>
    finalize({ ...(await toPublishInput({ prepared, options, credentials, reached: { ...reached, fetch }, timeoutMs })), published })
  return callRenewed({ connector, connectionId: extra.isBuiltIn ? undefined : extra.connectionId, opened, call })
}
