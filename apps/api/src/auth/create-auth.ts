import { hkdfSync } from 'node:crypto'
import { newId, type KeyRing } from '@flow/core'
import type { PrismaClient } from '@flow/db'
import { betterAuth } from 'better-auth'
import { prismaAdapter } from 'better-auth/adapters/prisma'
import { organization } from 'better-auth/plugins'
import { createAccessControl } from 'better-auth/plugins/access'
import { defaultStatements, ownerAc } from 'better-auth/plugins/organization/access'
import { clientAddressHeader } from './client-address-header.ts'

export type Auth = ReturnType<typeof createAuth>

const access = createAccessControl(defaultStatements)
const nothing = access.newRole({})

export const passwordLength = { min: 10, max: 128 } as const

/** Sign-in for people: e-mail and password, with organisations as workspaces. Accounts are made by the owner's one-time link, not by signing up. */
export function createAuth({ prisma, keyRing, dashboardUrl }: { prisma: PrismaClient; keyRing: KeyRing; dashboardUrl: string }) {
  return betterAuth({
    appName: 'Flow',
    secret: Buffer.from(hkdfSync('sha256', keyRing[0].bytes, '', 'flow:sessions', 32)).toString('hex'),
    baseURL: dashboardUrl,
    basePath: '/api/auth',
    trustedOrigins: originsOf(dashboardUrl),
    telemetry: { enabled: false },
    // What better-auth would print goes through Flow's own log, by the status of the answer.
    logger: { disabled: true },
    database: prismaAdapter(prisma, { provider: 'postgresql' }),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: passwordLength.min, maxPasswordLength: passwordLength.max },
    rateLimit: { enabled: true, window: 60, max: 300, customRules: { '/sign-in/email': { window: 60, max: 10 } } },
    advanced: {
      cookiePrefix: 'flow',
      ipAddress: { ipAddressHeaders: [clientAddressHeader] },
      database: { generateId: ({ model }) => (model === 'user' ? newId('user') : model === 'organization' ? newId('workspace') : newId('auth')) },
    },
    plugins: [
      organization({
        allowUserToCreateOrganization: false,
        ac: access,
        roles: { owner: ownerAc, admin: nothing, editor: nothing, viewer: nothing },
        schema: { organization: { modelName: 'workspace' } },
      }),
    ],
  })
}

/** Where the dashboard's requests may come from: its address, and on one's own machine both of that machine's names. */
export function originsOf(dashboardUrl: string): string[] {
  const url = new URL(dashboardUrl)
  const isLocal = url.hostname === 'localhost' || url.hostname === '127.0.0.1'
  return isLocal ? ['localhost', '127.0.0.1'].map((host) => `${url.protocol}//${host}:${url.port || '80'}`) : [url.origin]
}
