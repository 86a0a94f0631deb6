import type { RequestBody, Schemas } from '@flow/contract/types'
import { sql } from '@flow/db'
import type { Context } from '../context.ts'
import { DomainError, invalid } from '../domain-error.ts'
import { requirePermission } from '../permissions/require-permission.ts'
import { recordChange } from '../recording/record-change.ts'
import { parseInstant } from '../time/parse-instant.ts'

const longestMs = 10 * 366 * 86_400_000

/**
 * Moves the clock of the workspace's test mode ahead. What waits for a time (schedules, retries, checks, webhook deliveries, expiries) is brought that
 * much nearer, so that the engine itself knows one clock alone.
 */
export async function moveTestClock({ ctx, body }: { ctx: Context; body: RequestBody<'moveTestClock'> }): Promise<Schemas['TestClock']> {
  requirePermission(ctx, 'posts:write')
  if (ctx.mode !== 'test') {
    throw new DomainError({
      code: 'INSUFFICIENT_PERMISSIONS',
      message: 'Only the test mode has a clock that can be moved. Use a key that begins with flow_sk_test_.',
      details: [{ field: 'permission', message: 'needs a test key' }],
    })
  }
  const { workspaceId } = ctx
  return ctx.sql.transaction(async (tx) => {
    const [row] = await tx.query<{ ms: string; now: Date }>(
      sql`select test_clock_ms as ms, clock_timestamp() as now from workspace where id = ${workspaceId} for update`,
    )
    const before = Number(row?.ms ?? 0)
    const realMs = (row?.now ?? new Date()).getTime()
    const byMs = readMove({ body, nowMs: realMs + before })
    if (before + byMs > longestMs) throw invalid({ field: 'advanceSeconds', message: 'must not take the clock further ahead than ten years' })
    if (byMs > 0) {
      const step = sql`${byMs} * interval '1 millisecond'`
      await tx.execute(sql`update workspace set test_clock_ms = test_clock_ms + ${byMs} where id = ${workspaceId}`)
      await tx.execute(sql`
        update publication p set run_at = run_at - ${step}, next_action_at = next_action_at - ${step}, finalize_at = finalize_at - ${step}
        from post where post.id = p.post_id and post.workspace_id = ${workspaceId} and post.mode = ${ctx.mode}::mode and p.workspace_id = ${workspaceId}
          and (p.status in ('scheduled', 'retrying', 'dispatching', 'sending', 'unknown') or p.finalize_at is not null)`)
      // What was handed to the engine for its former time comes back and is handed over anew.
      await tx.execute(sql`
        update publication p set status = 'scheduled', rev = rev + 1, job_id = null from post
        where post.id = p.post_id and post.workspace_id = ${workspaceId} and post.mode = ${ctx.mode}::mode and p.workspace_id = ${workspaceId} and p.status = 'dispatching' and p.worker_id is null`)
      await tx.execute(sql`
        update connection set expires_at = expires_at - ${step}, renew_at = renew_at - ${step}, paused_until = paused_until - ${step}
        where workspace_id = ${workspaceId} and mode = ${ctx.mode}::mode and deleted_at is null`)
      await tx.execute(sql`
        update webhook_delivery d set next_attempt_at = next_attempt_at - ${step} from webhook
        where webhook.id = d.webhook_id and webhook.workspace_id = ${workspaceId} and webhook.mode = ${ctx.mode}::mode and d.status = 'pending'`)
      await recordChange({ ctx, tx, action: 'moveTestClock', subjectId: workspaceId })
    }
    return { now: new Date(realMs + before + byMs).toISOString(), offsetSeconds: (before + byMs) / 1_000 }
  })
}

function readMove({ body, nowMs }: { body: RequestBody<'moveTestClock'>; nowMs: number }): number {
  if (body.advanceSeconds !== undefined && body.now !== undefined) throw invalid({ field: 'now', message: 'is given beside advanceSeconds; give one of them' })
  if (body.now === undefined) return Math.round((body.advanceSeconds ?? 0) * 1_000)
  const byMs = parseInstant({ text: body.now, field: 'now' }).getTime() - nowMs
  if (byMs < 0) throw invalid({ field: 'now', message: `is before the clock’s own time (${new Date(nowMs).toISOString()}); it goes forward alone` })
  return byMs
}
