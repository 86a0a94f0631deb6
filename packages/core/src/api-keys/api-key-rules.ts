import type { Context, Permission } from '../context.ts'
import { DomainError, invalid } from '../domain-error.ts'
import { parseInstant } from '../time/parse-instant.ts'

/** No key may get what its creator lacks. */
export function requireNoMore({ ctx, permissions }: { ctx: Context; permissions: readonly Permission[] }): void {
  const lacking = permissions.filter((permission) => !ctx.permissions.has(permission))
  if (lacking.length === 0) return
  throw new DomainError({
    code: 'INSUFFICIENT_PERMISSIONS',
    message: `A key can't get permissions its creator lacks: ${lacking.join(', ')}.`,
    details: lacking.map((permission) => ({ field: 'permission', message: `${permission} is required` })),
  })
}

export function readExpiry({ ctx, text }: { ctx: Context; text: string }): Date {
  const instant = parseInstant({ text, field: 'expiresAt' })
  if (instant <= ctx.clock.now()) throw invalid({ field: 'expiresAt', message: 'must lie in the future' })
  return instant
}
