import { createHash } from 'node:crypto'
import { errorCodes } from '@flow/contract'
import { DomainError, invalid, type Context, type Sealer } from '@flow/core'
import { sql, type SqlRunner } from '@flow/db'

export type Outcome = { status: number; body: unknown; isReplayed?: boolean }

type Kept = { fingerprint: Buffer; status: number; response: Buffer }

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
  run,
}: {
  ctx: Context
  key: string
  fingerprint: Buffer
  sealer: Sealer
  /** Told the outcome of a failure too, where it is one to keep. */
  run: (ctx: Context) => Promise<Outcome>
}): Promise<Outcome | { failure: DomainError }> {
  return ctx.sql.transaction(async (tx) => {
    const boundTo = `${ctx.workspaceId} ${ctx.mode} ${key}`
    const [lock] = await tx.query<{ taken: boolean }>(sql`select pg_try_advisory_xact_lock(hashtextextended(${boundTo}, 1)) as taken`)
    if (!lock?.taken) throw new DomainError({ code: 'IDEMPOTENCY_IN_PROGRESS', retryAfterSeconds: 1 })
    const kept = await findKept({ ctx, tx, key })
    if (kept) return replay({ kept, fingerprint, sealer, boundTo })
    try {
      const outcome = await tx.transaction((inner) => run({ ...ctx, sql: inner }))
      await keep({ ctx, tx, key, fingerprint, status: outcome.status, response: sealer.seal({ text: JSON.stringify({ body: outcome.body }), boundTo }) })
      return outcome
    } catch (error) {
      if (!(error instanceof DomainError) || !isKept(errorCodes[error.code].status)) throw error
      const { code, message, details } = error
      await keep({
        ctx,
        tx,
        key,
        fingerprint,
        status: errorCodes[code].status,
        response: sealer.seal({ text: JSON.stringify({ failure: { code, message, details } }), boundTo }),
      })
      return { failure: error }
    }
  })
}

const isKept = (status: number) => status < 500 && status !== 401 && status !== 403 && status !== 429

async function findKept({ ctx, tx, key }: { ctx: Context; tx: SqlRunner; key: string }): Promise<Kept | undefined> {
  const [kept] = await tx.query<Kept>(sql`
    select fingerprint, status, response from idempotency_record
    where workspace_id = ${ctx.workspaceId} and mode = ${ctx.mode}::mode and key = ${key} and created_at > now() - interval '24 hours'`)
  return kept
}

async function keep({ ctx, tx, key, fingerprint, status, response }: { ctx: Context; tx: SqlRunner; key: string } & Kept): Promise<void> {
  await tx.execute(sql`
    insert into idempotency_record (workspace_id, mode, key, fingerprint, status, response)
    values (${ctx.workspaceId}, ${ctx.mode}::mode, ${key}, ${fingerprint}, ${status}, ${response})
    on conflict (workspace_id, mode, key) do update set fingerprint = excluded.fingerprint, status = excluded.status, response = excluded.response, created_at = now()`)
}

function replay({
  kept,
  fingerprint,
  sealer,
  boundTo,
}: {
  kept: Kept
  fingerprint: Buffer
  sealer: Sealer
  boundTo: string
}): Outcome | { failure: DomainError; isReplayed: true } {
  if (!fingerprint.equals(kept.fingerprint)) throw new DomainError({ code: 'IDEMPOTENCY_KEY_REUSED' })
  // Sealed by keep(), so of one of its two forms.
  const opened = JSON.parse(sealer.open({ sealed: kept.response, boundTo })) as { body: unknown } | { failure: ConstructorParameters<typeof DomainError>[0] }
  if ('failure' in opened) return { failure: new DomainError(opened.failure), isReplayed: true }
  return { status: kept.status, body: opened.body, isReplayed: true }
}
