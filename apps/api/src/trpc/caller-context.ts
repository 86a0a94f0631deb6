import { findMembership, memberContext, readTestClock, type Context, type Membership } from '@flow/core'
import type { Mode } from '@flow/db'
import { TRPCError } from '@trpc/server'
import type { FastifyRequest } from 'fastify'
import { originsOf } from '../auth/create-auth.ts'
import { toWebHeaders } from '../auth/web-request.ts'
import type { Services } from '../http/services.ts'

export type SignedIn = { user: { id: string; name: string; email: string }; membership: Membership; ctx: Context }
export type CallerContext = { services: Services; requestId: string; signedIn: SignedIn | undefined }

/** Who is asking, by the session's cookie. A page of another origin is refused whatever cookie it brings. */
export async function createCallerContext({ request, services }: { request: FastifyRequest; services: Services }): Promise<CallerContext> {
  const { origin } = request.headers
  if (origin !== undefined && !originsOf(services.dashboardUrl).includes(origin)) {
    throw new TRPCError({
      code: 'FORBIDDEN',
      message: `Requests from ${origin} are refused. Set FLOW_DASHBOARD_URL to the address at which people open the dashboard.`,
    })
  }
  return { services, requestId: request.id, signedIn: await findSignedIn({ request, services }) }
}

async function findSignedIn({ request, services }: { request: FastifyRequest; services: Services }): Promise<SignedIn | undefined> {
  const session = await services.auth.api.getSession({ headers: toWebHeaders(request) })
  if (!session) return undefined
  const { id, name, email } = session.user
  const membership = await findMembership({ db: services.database.sql, userId: id, chosenWorkspaceId: session.session.activeOrganizationId ?? null })
  if (!membership) return undefined
  const mode = modeOf(request)
  const testClockMs = await readTestClock({ db: services.database.sql, workspaceId: membership.workspaceId, mode })
  const ctx = memberContext({
    userId: id,
    membership,
    mode,
    sql: services.database.sql,
    clock: { now: () => new Date(services.clock.now().getTime() + testClockMs) },
    publicUrl: services.publicUrl,
    requestId: request.id,
    ipAddress: request.ip,
  })
  return { user: { id, name, email }, membership, ctx }
}

const modeOf = (request: FastifyRequest): Mode => (request.headers['x-flow-mode'] === 'test' ? 'test' : 'live')
