import type { Context } from '@flow/core'
import { fingerprintOf, once } from '../http/idempotency.ts'
import type { Services } from '../http/services.ts'

/** Runs a member's call once for its key, so that pressing a button again after a lost answer has no second effect. */
export async function runOnce<Body>({
  ctx,
  services,
  call,
  idempotencyKey,
  input,
  run,
}: {
  ctx: Context
  services: Services
  /** The call's name, which keys of other calls do not meet. */
  call: string
  idempotencyKey: string | undefined
  input: unknown
  run: (ctx: Context) => Promise<Body>
}): Promise<Body> {
  if (idempotencyKey === undefined) return run(ctx)
  const key = `dashboard ${call} ${idempotencyKey}`
  const fingerprint = fingerprintOf({ method: 'TRPC', path: call, body: Buffer.from(JSON.stringify(input)) })
  const outcome = await once({
    ctx,
    key,
    fingerprint,
    sealer: services.sealer,
    isReversible: false,
    run: async (inner) => ({ status: 200, body: await run(inner) }),
  })
  if ('failure' in outcome) throw outcome.failure
  // What `run` answered, now or the first time.
  return outcome.body as Body
}
