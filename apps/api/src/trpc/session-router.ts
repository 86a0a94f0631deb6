import { publicProcedure, router } from './procedures.ts'

export const sessionRouter = router({
  /** Who is signed in, and what they may do; null where nobody is. */
  get: publicProcedure.query(({ ctx: { signedIn } }) => {
    if (!signedIn) return null
    const { user, membership, ctx } = signedIn
    return {
      user,
      workspace: { id: membership.workspaceId, name: membership.workspaceName },
      role: membership.role,
      mode: ctx.mode,
      permissions: [...ctx.permissions],
      apiUrl: ctx.publicUrl,
    }
  }),
})
