import type { Schemas } from '@flow/contract/types'
import type { Context } from '../context.ts'
import { requirePermission } from '../permissions/require-permission.ts'
import type { NewPost } from './create-posts.ts'
import type { StoredItem } from '../publishing/publish-task.ts'
import { judgeTargets } from './judge-targets.ts'
import { lockMedia, readSchedule, requireMedia, requireSomething, requireTargets } from './post-rules.ts'
import { lockTargets } from './publication-rows.ts'

/** What each connection of the channel would take, refuse and show. Creates nothing. */
export async function preflightPost({ ctx, body }: { ctx: Context; body: NewPost }): Promise<Schemas['Preflight']> {
  requirePermission(ctx, 'posts:read')
  const { channelId, content = null, title = null, firstComment = null, mediaKeys = [], overrides = {}, thread = [], enableOptimization = false } = body
  requireSomething({ content, mediaKeys })
  const dueAt = body.scheduledFor === undefined ? ctx.clock.now() : readSchedule({ ctx, text: body.scheduledFor })
  const [targets, media] = await ctx.sql.transaction(async (tx) => [
    requireTargets((await lockTargets({ ctx, tx, channelIds: [channelId] })).get(channelId)),
    await lockMedia({ ctx, tx, mediaKeys }),
  ])
  requireMedia({ mediaKeys, media })
  const post = { content, title, firstComment, mediaKeys, overrides, thread, enableOptimization }
  const judged = judgeTargets({ post, targets, media, dueAt })
  const connections = judged.map(({ target: { connectionId, network }, items, findings }) => ({
    connectionId,
    network,
    isAccepted: findings.every(({ severity }) => severity !== 'error'),
    title: items[0]?.title ?? null,
    parts: items.flatMap(toPreflightParts),
  }))
  return { isAccepted: connections.every(({ isAccepted }) => isAccepted), connections, findings: judged.flatMap(({ findings }) => findings) }
}

/** A thread that goes out as a whole is shown part by part all the same. */
function toPreflightParts({ kind, text, mediaKeys, rest }: StoredItem): Schemas['Preflight']['connections'][number]['parts'] {
  return [{ kind, content: text || null, mediaKeys: [...mediaKeys] }, ...rest.map((content) => ({ kind: 'part' as const, content, mediaKeys: [] }))]
}
