import { createHash } from 'node:crypto'
import { errorCodes } from '@flow/contract'
import { DomainError, invalid, type Context, type Sealer } from '@flow/core'
import { sql, type TransactionRunner } from '@flow/db'

export type Outcome = { status: number; body: unknown; isReplayed?: boolean }

type Kept = { fingerprint: Buffer; status: number; response: Buffer }

/** What a key was found to have: an answer to replay, one that has had its day, or none. */
type Found = { kept?: Kept; isOutdated: boolean }

type KeptAnswer = { body: unknown } | { failure: ConstructorParameters<typeof DomainError>[0] }

/** One key of one workspace and mode, and the request that wants it. */
type Slot = { workspaceId: string; mode: Context['mode']; key: string; boundTo: string; fingerprint: Buffer; sealer: Sealer }

/** Reads the header, bare or as a quoted string. */
export function readIdempotencyKey(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined
  const text = Array.isArray(header) ? header.join(',') : header
  const key = /^"(.*)"$/.exec(text)?.[1] ?? text
  if (key.length < 1 || key.length > 255) throw invalid({ field: 'Idempotency-Key', message: 'must have 1 to 255 characters' })
  return key
}

export function fingerprintOf({ method, path, body }: { method: string; path: string; body: Uint8Array }): Buffer {
  return createHash('sha256').update(`${method} ${path}\n`).update(body).digest()
}

/**
 * Runs a request's effect once for its key. The kept answer is written in the transaction of the effect, so that a crash
 * leaves both or neither; a rival that runs at the same time is told so.
 */
export async function once({
  ctx,
  key,
  fingerprint,
  sealer,
  isReversible,
  run,
}: {
  ctx: Context
  key: string
  fingerprint: Buffer
  sealer: Sealer
  /** Whether all that it does is undone with its transaction: then it need not wait until the key is known to be free. */
  isReversible: boolean
  /** Told the outcome of a failure too, where it is one to keep. */
  run: (ctx: Context) => Promise<Outcome>
}): Promise<Outcome | { failure: DomainError }> {
  const { workspaceId, mode } = ctx
  const slot: Slot = { workspaceId, mode, key, boundTo: `${workspaceId} ${mode} ${key}`, fingerprint, sealer }
  let failure: DomainError | undefined
  let replayed: Outcome | { failure: DomainError } | undefined
  const refuseRepeat = (found: Found): void => {
    if (!found.kept) return
    replayed = replay({ kept: found.kept, slot })
    throw new Error('this key has its answer already')
  }
  try {
    return await ctx.sql.transaction(async (tx) => {
      const taking = take({ tx, slot })
      // Looked at below, in any case but that of a connection that broke meanwhile.
      taking.catch(() => undefined)
      const taken = async () => {
        tx.release()
        const found = await taking
        refuseRepeat(found)
        return found
      }
      if (!isReversible) await taken()
      const attempt = await run({ ...ctx, sql: tx }).then(
        (outcome) => ({ outcome }),
        (error: unknown) => ({ error }),
      )
      const found = await taken()
      if ('error' in attempt) {
        const { error } = attempt
        if (error instanceof DomainError && isKept(errorCodes[error.code].status)) failure = error
        throw error
      }
      const { outcome } = attempt
      await keep({ tx, slot, found, status: outcome.status, answer: { body: outcome.body } })
      return outcome
    })
  } catch (error) {
    if (replayed) return replayed
    if (failure === undefined || error !== failure) throw error
    return keepFailure({ ctx, slot, failure })
  }
}

/** The effect was rolled back whole, so a rival may have come first by now; then its answer counts. */
function keepFailure({ ctx, slot, failure }: { ctx: Context; slot: Slot; failure: DomainError }): Promise<Outcome | { failure: DomainError }> {
  return ctx.sql.transaction(async (tx) => {
    const taking = take({ tx, slot })
    tx.release()
    const found = await taking
    if (found.kept) return replay({ kept: found.kept, slot })
    const { code, message, details } = failure
    await keep({ tx, slot, found, status: errorCodes[code].status, answer: { failure: { code, message, details } } })
    return { failure }
  })
}

const isKept = (status: number) => status < 500 && status !== 401 && status !== 403 && status !== 429

const inProgress = () => new DomainError({ code: 'IDEMPOTENCY_IN_PROGRESS', retryAfterSeconds: 1 })

/** Locks the key until the transaction ends and looks for its kept answer. */
async function take({ tx, slot }: { tx: TransactionRunner; slot: Slot }): Promise<Found> {
  const { workspaceId, mode, key, boundTo } = slot
  const [row] = await tx.ahead<{ taken: boolean; isOutdated: boolean | null } & (Kept | Record<keyof Kept, null>)>(sql`
    select pg_try_advisory_xact_lock(hashtextextended(${boundTo}, 1)) as taken, created_at <= now() - interval '24 hours' as is_outdated, fingerprint, status, response
    from (values (1)) as one left join idempotency_record on workspace_id = ${workspaceId} and mode = ${mode}::mode and key = ${key}`)
  if (!row?.taken) throw inProgress()
  if (row.fingerprint === null) return { isOutdated: false }
  return row.isOutdated ? { isOutdated: true } : { kept: row, isOutdated: false }
}

/** The look and the lock are one statement, so a rival's answer may have come in between them: then nothing is written here, and all is rolled back. */
async function keep({
  tx,
  slot,
  found,
  status,
  answer,
}: {
  tx: TransactionRunner
  slot: Slot
  found: Found
  status: number
  answer: KeptAnswer
}): Promise<void> {
  const { workspaceId, mode, key, fingerprint, sealer, boundTo } = slot
  const response = sealer.seal({ text: JSON.stringify(answer), boundTo })
  if (found.isOutdated) {
    const changed = await tx.execute(sql`
      update idempotency_record set fingerprint = ${fingerprint}, status = ${status}, response = ${response}, created_at = now()
      where workspace_id = ${workspaceId} and mode = ${mode}::mode and key = ${key} and created_at <= now() - interval '24 hours'`)
    if (changed === 0) throw inProgress()
    return
  }
  const inserted = sql`
    insert into idempotency_record (workspace_id, mode, key, fingerprint, status, response)
    values (${workspaceId}, ${mode}::mode, ${key}, ${fingerprint}, ${status}, ${response})`
  tx.defer(inserted, (error) => (isRival(error) ? inProgress() : error))
}

/** PostgreSQL's unique_violation: of this statement, whose only such index is the key's. */
const isRival = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '23505'

function replay({ kept, slot }: { kept: Kept; slot: Slot }): Outcome | { failure: DomainError; isReplayed: true } {
  if (!slot.fingerprint.equals(kept.fingerprint)) throw new DomainError({ code: 'IDEMPOTENCY_KEY_REUSED' })
  // Sealed by keep(), so of one of its two forms.
  const opened = JSON.parse(slot.sealer.open({ sealed: kept.response, boundTo: slot.boundTo })) as KeptAnswer
  if ('failure' in opened) return { failure: new DomainError(opened.failure), isReplayed: true }
  return { status: kept.status, body: opened.body, isReplayed: true }
}
