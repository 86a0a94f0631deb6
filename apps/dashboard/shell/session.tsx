'use client'

import type { AppRouter } from '@flow/api/trpc'
import type { Schemas } from '@flow/contract/types'
import { useQuery } from '@tanstack/react-query'
import type { inferRouterOutputs } from '@trpc/server'
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { createContext, type ReactNode, Suspense, use, useEffect } from 'react'
import { Loaded } from '../controls/loaded.tsx'
import { useTRPC } from '../door/trpc.ts'
import { Mark } from './word-mark.tsx'

export type Session = NonNullable<inferRouterOutputs<AppRouter>['session']['get']>

const SessionContext = createContext<Session | null>(null)

/** Shows its children to members only; others are sent to sign in, and back after. */
export function MembersOnly({ children }: { children: ReactNode }) {
  const trpc = useTRPC()
  const query = useQuery(trpc.session.get.queryOptions(undefined, { staleTime: 60_000, refetchInterval: 300_000 }))
  return (
    <Loaded query={query} what="who is signed in" skeleton={<Opening />}>
      {(session) =>
        session ? (
          <SessionContext value={session}>{children}</SessionContext>
        ) : (
          <Suspense fallback={<Opening />}>
            <ToSignIn />
          </Suspense>
        )
      }
    </Loaded>
  )
}

export function useSession(): Session {
  const session = use(SessionContext)
  if (!session) throw new Error('useSession is used outside MembersOnly')
  return session
}

/** Why the member may not do this; undefined where they may. */
export function useRefusal(permission: Schemas['Permission']): string | undefined {
  const { permissions, role } = useSession()
  return permissions.includes(permission) ? undefined : `Your role (${role}) does not allow this. Ask an owner or admin of the workspace.`
}

function Opening() {
  return (
    <div role="status" aria-label="Opening Flow" className="grid min-h-dvh place-items-center">
      <Mark className="size-10 animate-pulse text-accent" />
    </div>
  )
}

function ToSignIn() {
  const router = useRouter()
  const pathname = usePathname()
  const search = useSearchParams().toString()
  useEffect(() => {
    const path = search ? `${pathname}?${search}` : pathname
    router.replace(path === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(path)}`)
  }, [router, pathname, search])
  return <Opening />
}
