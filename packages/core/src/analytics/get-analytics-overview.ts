import type { Query, Schemas } from '@flow/contract/types'
import { raw, sql, type Sql } from '@flow/db'
import type { Context } from '../context.ts'
import { requirePermission } from '../permissions/require-permission.ts'
import { readSpan } from './read-span.ts'

type PostCounts = Schemas['PostCounts']
type PublicationCounts = Schemas['PublicationCounts']
type Overview = Schemas['AnalyticsOverview']

const postCounts =
  raw(`count(*)::int as total, count(*) filter (where status = 'queued')::int as queued, count(*) filter (where status = 'flowing')::int as flowing,
  count(*) filter (where status = 'done')::int as done, count(*) filter (where status = 'blocked')::int as blocked`)

// As toPublicStatus has it.
const publicationCounts = raw(`count(*)::int as total, count(*) filter (where status in ('scheduled', 'dispatching') and attempt_count = 0)::int as queued,
  count(*) filter (where status in ('sending', 'retrying', 'unknown') or (status in ('scheduled', 'dispatching') and attempt_count > 0))::int as sending,
  count(*) filter (where status = 'published')::int as published, count(*) filter (where status = 'blocked')::int as blocked`)

const noPosts: PostCounts = { total: 0, queued: 0, flowing: 0, done: 0, blocked: 0 }
const noPublications: PublicationCounts = { total: 0, queued: 0, sending: 0, published: 0, blocked: 0 }
const mostChannels = 100

/** Posts and publications whose time lies in a span, counted by day, channel, network and outcome, and how late they went out. */
export async function getAnalyticsOverview({ ctx, query }: { ctx: Context; query: Query<'getAnalyticsOverview'> }): Promise<Overview> {
  requirePermission(ctx, 'analytics:read')
  const { from, to } = readSpan({ ctx, from: query.from, to: query.to })
  const channel = query.channelId === undefined ? sql`` : sql`and channel_id = ${query.channelId}`
  const posts = sql`(select id, channel_id, status, scheduled_for, to_char(scheduled_for at time zone 'UTC', 'YYYY-MM-DD') as day from post
    where workspace_id = ${ctx.workspaceId} and mode = ${ctx.mode}::mode and scheduled_for >= ${from} and scheduled_for < ${to} ${channel}) as post`
  const publications = sql`(select publication.*, post.channel_id, post.day, post.scheduled_for from ${posts} join publication on publication.post_id = post.id) as publication`

  const [postGroups, publicationGroups, byReason, lateness] = await Promise.all([
    ctx.sql.query<PostCounts & { day: string | null; channelId: string | null }>(
      sql`select day, channel_id, ${postCounts} from ${posts} group by grouping sets ((), (day), (channel_id))`,
    ),
    ctx.sql.query<PublicationCounts & { day: string | null; channelId: string | null; network: string | null }>(
      sql`select day, channel_id, network, ${publicationCounts} from ${publications} group by grouping sets ((), (day), (channel_id), (network))`,
    ),
    ctx.sql.query<Overview['byReason'][number]>(
      sql`select reason_code as code, count(*)::int as count from ${publications} where status = 'blocked' group by reason_code order by 2 desc, 1`,
    ),
    readLateness({ ctx, publications }),
  ])
  const total = postGroups.find(({ day, channelId }) => day === null && channelId === null)
  const totalPublications = publicationGroups.find(({ day, channelId, network }) => day === null && channelId === null && network === null)
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    posts: toPostCounts(total),
    publications: toPublicationCounts(totalPublications),
    byDay: postGroups
      .flatMap((group) =>
        group.day === null
          ? []
          : { day: group.day, posts: toPostCounts(group), publications: toPublicationCounts(publicationGroups.find(({ day }) => day === group.day)) },
      )
      .sort((one, other) => (one.day < other.day ? -1 : 1)),
    byChannel: postGroups
      .flatMap((group) => {
        if (group.channelId === null) return []
        const ofChannel = publicationGroups.find(({ channelId }) => channelId === group.channelId)
        return { channelId: group.channelId, posts: toPostCounts(group), publications: toPublicationCounts(ofChannel) }
      })
      .sort((one, other) => other.posts.total - one.posts.total)
      .slice(0, mostChannels),
    byNetwork: publicationGroups.flatMap((group) => (group.network === null ? [] : { network: group.network, publications: toPublicationCounts(group) })),
    byReason,
    lateness,
  }
}

async function readLateness({ ctx, publications }: { ctx: Context; publications: Sql }): Promise<Overview['lateness']> {
  const [found] = await ctx.sql.query<Overview['lateness']>(sql`
    select count(*)::int as count, round(percentile_cont(0.5) within group (order by late_ms))::int as median_ms,
      round(percentile_cont(0.95) within group (order by late_ms))::int as p95_ms, round(percentile_cont(0.99) within group (order by late_ms))::int as p99_ms,
      round(max(late_ms))::int as max_ms
    from (select greatest(0, extract(epoch from published_at - scheduled_for) * 1000)::float8 as late_ms from ${publications} where status = 'published') as late`)
  const { count = 0, medianMs = null, p95Ms = null, p99Ms = null, maxMs = null } = found ?? {}
  return { count, medianMs, p95Ms, p99Ms, maxMs }
}

function toPostCounts({ total, queued, flowing, done, blocked }: PostCounts = noPosts): PostCounts {
  return { total, queued, flowing, done, blocked }
}

function toPublicationCounts({ total, queued, sending, published, blocked }: PublicationCounts = noPublications): PublicationCounts {
  return { total, queued, sending, published, blocked }
}
