import type { RequestBody, Schemas } from '@flow/contract/types'
import { sql, type Post, type TransactionRunner } from '@flow/db'
import { isFailed, refuseBatch, type ItemOutcome } from '../batches/batch.ts'
import type { Context } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { newId } from '../ids.ts'
import { requirePermission } from '../permissions/require-permission.ts'
import { recordChanges } from '../recording/record-change.ts'
import type { SourceMedia } from '@flow/adapt'
import { lockTestClock } from '../test-clock/lock-test-clock.ts'
import { judgeTargets, refuseErrors } from './judge-targets.ts'
import { toPostResource } from './post-resource.ts'
import { lockMedia, readSchedule, requireMedia, requireSomething, requireTargets } from './post-rules.ts'
import { lockTargets, type Target } from './publication-rows.ts'

export type NewPost = RequestBody<'createPost'>
export type CreatedPost = { post: Post; findings: Schemas['Finding'][] }

type Draft = CreatedPost & { targets: readonly Target[]; isImmediate: boolean }

/** Stores posts and their schedule in a handful of statements, however many they are; each is judged alone. */
export async function createPosts({
  ctx,
  items,
  isAtomic,
}: {
  ctx: Context
  /** What the caller gave, or why it can't be a post. */
  items: ItemOutcome<NewPost>[]
  isAtomic: boolean
}): Promise<ItemOutcome<CreatedPost>[]> {
  requirePermission(ctx, 'posts:write')
  const given = items.flatMap((item) => (isFailed(item) ? [] : [item.value]))

  return ctx.sql.joined(async (tx) => {
    const targetsByChannel = await lockTargets({ ctx, tx, channelIds: given.map((body) => body.channelId) })
    const media = await lockMedia({ ctx, tx, mediaKeys: given.flatMap((body) => body.mediaKeys ?? []) })
    const now = ctx.clock.now()
    const drafts = items.map((item): ItemOutcome<Draft> => (isFailed(item) ? item : draft({ ctx, body: item.value, now, targetsByChannel, media })))
    if (isAtomic && drafts.some(isFailed)) throw refuseBatch({ outcomes: drafts, field: 'posts' })

    const good = drafts.flatMap((each) => (isFailed(each) ? [] : [each.value]))
    insert({ tx, drafts: good, testClockMs: await lockTestClock({ ctx, tx }) })
    const changes = good.map(({ post }) => ({ subjectId: post.id, event: { type: 'post.created' as const, data: { post: toPostResource(post) } } }))
    await recordChanges({ ctx, tx, action: 'createPost', changes })
    return drafts
  })
}

function draft({
  ctx,
  body,
  now,
  targetsByChannel,
  media,
}: {
  ctx: Context
  body: NewPost
  now: Date
  targetsByChannel: ReadonlyMap<string, readonly Target[]>
  media: ReadonlyMap<string, SourceMedia>
}): ItemOutcome<Draft> {
  try {
    const { channelId, content = null, title = null, firstComment = null, mediaKeys = [], overrides = {}, thread = [], enableOptimization = false } = body
    requireSomething({ content, mediaKeys })
    const scheduledFor = body.scheduledFor === undefined ? now : readSchedule({ ctx, text: body.scheduledFor })
    const targets = requireTargets(targetsByChannel.get(channelId))
    requireMedia({ mediaKeys, media })
    const { workspaceId, mode } = ctx
    const text = { content, title, firstComment, mediaKeys, overrides, thread, enableOptimization }
    const findings = refuseErrors(judgeTargets({ post: text, targets, media, dueAt: scheduledFor }))
    const state = { status: 'queued', reasonCode: null, reasonMessage: null, firstIntentAt: null, settledAt: null } as const
    const post = { id: newId('post'), workspaceId, mode, channelId, ...text, ...state, scheduledFor, createdAt: now, updatedAt: now }
    return { value: { post, findings, targets, isImmediate: body.scheduledFor === undefined } }
  } catch (error) {
    if (error instanceof DomainError) return { error }
    throw error
  }
}

/** Posts and publications in one statement: the publications are the schedule. */
function insert({ tx, drafts, testClockMs }: { tx: TransactionRunner; drafts: Draft[]; testClockMs: number }): void {
  if (drafts.length === 0) return
  const posts = drafts.map(({ post }) => ({
    id: post.id,
    workspace_id: post.workspaceId,
    mode: post.mode,
    channel_id: post.channelId,
    content: post.content,
    title: post.title,
    first_comment: post.firstComment,
    media_keys: post.mediaKeys,
    overrides: post.overrides,
    thread: post.thread,
    scheduled_for: post.scheduledFor,
    enable_optimization: post.enableOptimization,
    created_at: post.createdAt,
  }))
  const publications = drafts.flatMap(({ post, targets, isImmediate }) =>
    targets.map((target) => ({
      id: newId('publication'),
      workspace_id: post.workspaceId,
      post_id: post.id,
      connection_id: target.connectionId,
      network: target.network,
      run_at: new Date(post.scheduledFor.getTime() - testClockMs),
      is_immediate: isImmediate,
    })),
  )
  // What goes out now waits for no clock that is ahead of the database's.
  tx.defer(sql`
    with made as (
      insert into post (id, workspace_id, mode, channel_id, content, title, first_comment, media_keys, overrides, thread, scheduled_for, enable_optimization, created_at, updated_at)
      select id, workspace_id, mode, channel_id, content, title, first_comment, media_keys, overrides, thread, scheduled_for, enable_optimization, created_at, created_at
      from jsonb_to_recordset(${JSON.stringify(posts)}::jsonb) as given (id text, workspace_id text, mode mode, channel_id text, content text, title text, first_comment text, media_keys text[],
        overrides jsonb, thread jsonb, scheduled_for timestamptz, enable_optimization boolean, created_at timestamptz))
    insert into publication (id, workspace_id, post_id, connection_id, network, run_at)
    select id, workspace_id, post_id, connection_id, network, case when is_immediate then least(run_at, now()) else run_at end
    from jsonb_to_recordset(${JSON.stringify(publications)}::jsonb)
      as given (id text, workspace_id text, post_id text, connection_id text, network text, run_at timestamptz, is_immediate boolean)`)
}
