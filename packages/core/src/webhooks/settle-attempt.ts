import { sql, type SqlRunner, type TransactionRunner } from '@flow/db'

export type AttemptResult = {
  startedAt: Date
  durationMs: number
  responseStatus: number | null
  responseBody: string | null
  /** Why it does not count as taken; `null` where it does. */
  error: string | null
  retryAfterSeconds: number | null
}

/** The contract's pauses: about 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h. */
export const webhookRetrySeconds: readonly number[] = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]

const jitter = 0.1
const longestPauseSeconds = 86_400

export type DeliveryOutcome = 'delivered' | 'retried' | 'failed'

/**
 * Records an attempt, and what follows from it for the delivery and for the webhook.
 * @returns what became of the delivery; undefined where it was deleted with its webhook meanwhile
 */
export async function settleAttempt({
  db,
  retrySeconds,
  deliveryId,
  webhookId,
  attemptId,
  result,
}: {
  db: SqlRunner
  retrySeconds: readonly number[]
  deliveryId: string
  webhookId: string
  attemptId: string
  result: AttemptResult
}): Promise<DeliveryOutcome | undefined> {
  const { startedAt, durationMs, responseStatus, responseBody, error } = result
  return db.transaction(async (tx): Promise<DeliveryOutcome | undefined> => {
    const [delivery] = await tx.query<{ attemptCount: number }>(sql`
      update webhook_delivery set attempt_count = attempt_count + 1, claimed_until = null where id = ${deliveryId} returning attempt_count`)
    if (!delivery) return undefined
    await tx.execute(sql`
      insert into webhook_attempt (id, delivery_id, started_at, duration_ms, response_status, response_body, error)
      values (${attemptId}, ${deliveryId}, ${startedAt}, ${durationMs}, ${responseStatus}, ${responseBody}, ${error})`)
    if (error === null) {
      await tx.execute(sql`update webhook_delivery set status = 'delivered', delivered_at = now(), next_attempt_at = null where id = ${deliveryId}`)
      await tx.execute(sql`update webhook set failing_since = null, updated_at = now() where id = ${webhookId} and failing_since is not null`)
      return 'delivered'
    }
    const pause = responseStatus === 410 ? undefined : retrySeconds[delivery.attemptCount - 1]
    if (pause === undefined) await tx.execute(sql`update webhook_delivery set status = 'failed', next_attempt_at = null where id = ${deliveryId}`)
    else {
      const seconds = Math.min(longestPauseSeconds, Math.max(pause * (1 + Math.random() * jitter), result.retryAfterSeconds ?? 0))
      await tx.execute(sql`update webhook_delivery set next_attempt_at = now() + ${seconds} * interval '1 second' where id = ${deliveryId}`)
    }
    await noteFailure({ tx, webhookId, isGone: responseStatus === 410 })
    return pause === undefined ? 'failed' : 'retried'
  })
}

async function noteFailure({ tx, webhookId, isGone }: { tx: TransactionRunner; webhookId: string; isGone: boolean }): Promise<void> {
  await tx.execute(sql`update webhook set failing_since = coalesce(failing_since, now()) where id = ${webhookId}`)
  const reason = isGone
    ? 'The endpoint answered 410: it is gone for good. Give the webhook its new address and switch it on again.'
    : 'For five days the endpoint took nothing. Mend it, then switch the webhook on again.'
  await tx.execute(sql`
    update webhook set active = false, disabled_reason = ${reason}, updated_at = now()
    where id = ${webhookId} and active and (${isGone} or failing_since < now() - interval '5 days')`)
}
