import { claimWorkspace, findSetupToken } from '@flow/core'
import { z } from 'zod'
import { passwordLength } from '../auth/create-auth.ts'
import { publicProcedure, router } from './procedures.ts'

const text = z.string().trim()
const owner = z.object({
  token: z.string(),
  name: text.min(1, 'must not be empty').max(100, 'must have at most 100 characters'),
  email: text.pipe(z.email('must be an e-mail address')),
  password: z
    .string()
    .min(passwordLength.min, `must have at least ${passwordLength.min} characters`)
    .max(passwordLength.max, `must have at most ${passwordLength.max} characters`),
})

export const setupRouter = router({
  /** Which workspace a one-time link opens; null where it was used or replaced. */
  find: publicProcedure.input(z.object({ token: z.string() })).query(async ({ ctx, input }) => {
    const found = await findSetupToken({ db: ctx.services.database.sql, token: input.token })
    return found ? { workspaceName: found.workspaceName } : null
  }),
  /** Makes the owner's account; signing in is the next call. */
  claim: publicProcedure.input(owner).mutation(async ({ ctx, input }) => {
    const { services } = ctx
    const { password, ...rest } = input
    const passwordHash = await (await services.auth.$context).password.hash(password)
    await claimWorkspace({ db: services.database.sql, owner: { ...rest, passwordHash }, publicUrl: services.publicUrl })
    return { email: input.email.toLowerCase() }
  }),
})
