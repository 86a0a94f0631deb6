import { toParts } from '@flow/adapt'
import type { Schemas } from '@flow/contract/types'
import type { Context } from '../context.ts'
import { requirePermission } from '../permissions/require-permission.ts'
import type { NewPost } from './create-posts.ts'
import { judgeTargets } from './judge-targets.ts'
import { readSchedule, requireSomething, requireTargets } from './post-rules.ts'
import { lockTargets } from './publication-rows.ts'

/** What each connection of the channel would take, refuse and show. Creates nothing. */
export async function preflightPost({ ctx, body }: { ctx: Context; body: NewPost }): Promise<Schemas['Preflight']> {
  requirePermission(ctx, 'posts:read')
  const { channelId, content = null, mediaKeys = [], overrides = {}, thread = [] } = body
  requireSomething({ content, mediaKeys })
  if (body.scheduledFor !== undefined) readSchedule({ ctx, text: body.scheduledFor })
  const targets = requireTargets((await ctx.sql.transaction((tx) => lockTargets({ ctx, tx, channelIds: [channelId] }))).get(channelId))

  const post = { content, mediaKeys, overrides, thread }
  const findings = judgeTargets({ post, targets })
  const refusing = new Set(findings.filter(({ severity }) => severity === 'error').map(({ connectionId }) => connectionId))
  const connections = targets.map(({ connectionId, network }) => {
    const parts = toParts({ post, network }).map((part) => ({ content: part.content, mediaKeys: [...part.mediaKeys] }))
    return { connectionId, network, isAccepted: !refusing.has(connectionId), parts }
  })
  return { isAccepted: refusing.size === 0, connections, findings }
}
