import { sql, type TransactionRunner } from '@flow/db'
import type { Rate } from '@flow/networks/port'
import type { Claim } from './claim-jobs.ts'

type Account = { id: string; spentUntil: Date[]; now: Date }

/** By so much the clock may slip back without an allowance being given anew. */
export const clockSlackMs = 60_000

/**
 * Holds each account to the rates of its network. Half of a rate may come at once and the other half flows in evenly, so that no window, wherever
 * it begins, sees more than the whole. What has to wait is put back with its time and reason; no attempt is used up.
 * @returns the claims that may go on
 */
export async function spendAllowances({
  tx,
  workerId,
  claims,
  rates,
}: {
  tx: TransactionRunner
  workerId: string
  claims: readonly Claim[]
  rates: readonly Rate[]
}): Promise<Claim[]> {
  const connectionIds = [...new Set(claims.map((claim) => claim.connectionId))].sort()
  const accounts = await tx.query<Account>(
    sql`select id, spent_until, now() as now from connection where id = any(${connectionIds}) order by id for no key update`,
  )
  const spent = new Map(
    accounts.map(({ id, spentUntil, now }) => [id, { now: now.getTime(), until: rates.map((_, index) => spentUntil[index]?.getTime() ?? 0) }]),
  )
  const allowed: Claim[] = []
  const waiting: { id: string; rev: number; run_at: Date }[] = []
  for (const claim of claims) {
    const account = spent.get(claim.connectionId)
    if (!account) continue
    const next = rates.map((rate, index) => spentFrom({ until: account.until[index] ?? 0, now: account.now, rate }) + spacingMs(rate))
    const waitMs = Math.max(...rates.map((rate, index) => (next[index] ?? 0) - account.now - burstMs(rate)))
    if (waitMs <= 0) {
      account.until = next
      allowed.push(claim)
    } else waiting.push({ id: claim.publicationId, rev: claim.rev, run_at: new Date(account.now + waitMs) })
  }
  const rows = [...spent].map(([id, { until }]) => ({ id, spent_until: until.map((each) => new Date(each)) }))
  await tx.execute(sql`
    update connection set spent_until = given.spent_until from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (id text, spent_until timestamptz[]) where connection.id = given.id`)
  if (waiting.length > 0) {
    await tx.execute(sql`
      update publication p set status = 'scheduled', run_at = given.run_at, next_action_at = given.run_at, worker_id = null, job_id = null, updated_at = now(),
        reason_code = 'rate_limited', reason_message = 'The network takes only so many posts of one account in a while; Flow waits for its turn.'
      from jsonb_to_recordset(${JSON.stringify(waiting)}::jsonb) as given (id text, rev int, run_at timestamptz)
      where p.id = given.id and p.rev = given.rev and p.status = 'dispatching' and p.worker_id = ${workerId}`)
  }
  return allowed
}

const atOnce = ({ max }: Rate) => Math.ceil(max / 2)
/** One place of the evenly flowing half. */
const spacingMs = (rate: Rate) => (rate.seconds * 1_000) / Math.max(1, rate.max - atOnce(rate))
const burstMs = (rate: Rate) => atOnce(rate) * spacingMs(rate)

/** A time further off than any spending leads to was noted before the clock was set back: it counts for nothing, so that no account waits out the difference. */
const spentFrom = ({ until, now, rate }: { until: number; now: number; rate: Rate }) =>
  until > now + burstMs(rate) + clockSlackMs ? now : Math.max(until, now)
