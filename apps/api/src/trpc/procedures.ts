import { errorCodes, type Schemas } from '@flow/contract'
import { DomainError, invalid } from '@flow/core'
import { initTRPC, TRPCError } from '@trpc/server'
import { z } from 'zod'
import { toDomainError } from '../http/error-response.ts'
import { noteChanges } from '../http/note-changes.ts'
import type { CallerContext } from './caller-context.ts'

/** What the dashboard is told of a failure: the contract's error, as the API gives it. */
export type ToldError = Schemas['Error']['error']

const trpc = initTRPC.context<CallerContext>().create({
  errorFormatter: ({ shape, error, ctx }) => {
    const told = tell({ error, requestId: ctx?.requestId ?? '' })
    // tRPC's own message may quote what a library threw; only what Flow means to tell leaves the server.
    return {
      ...shape,
      message: told?.message ?? shape.message,
      data: { code: shape.data.code, httpStatus: told ? errorCodes[told.code].status : shape.data.httpStatus, error: told },
    }
  },
})

function tell({ error, requestId }: { error: TRPCError; requestId: string }): ToldError | null {
  const told = foreseen(error)
  if (!told) return null
  const { code, message, details, retryAfterSeconds } = told
  return { type: errorCodes[code].type, code, message, details, requestId, ...(retryAfterSeconds === undefined ? {} : { retryAfter: retryAfterSeconds }) }
}

function foreseen({ cause, code }: TRPCError): DomainError | null {
  if (cause instanceof DomainError) return cause
  if (cause instanceof z.ZodError) return invalid(...cause.issues.map(({ path, message }) => ({ field: path.join('.') || 'body', message })))
  return code === 'INTERNAL_SERVER_ERROR' ? toDomainError(cause) : null
}

export const { router } = trpc

/** For everybody, signed in or not. */
export const publicProcedure = trpc.procedure

/** For a signed-in member of a workspace. */
export const memberProcedure = trpc.procedure.use(async ({ ctx, next }) => {
  if (!ctx.signedIn) throw new TRPCError({ code: 'UNAUTHORIZED', message: 'Sign in to go on.' })
  const noted = noteChanges({ ctx: ctx.signedIn.ctx, tell: ctx.services.tell })
  const result = await next({ ctx: { ...ctx, signedIn: ctx.signedIn, as: noted.ctx } })
  if (result.ok) noted.tellNoted()
  return result
})
