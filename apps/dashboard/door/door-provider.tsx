'use client'

import { QueryClientProvider } from '@tanstack/react-query'
import { Fragment, type ReactNode, useMemo } from 'react'
import { usePreferences } from '../shell/preferences.tsx'
import { createQueryClient } from './query-client.ts'
import { createDoor, TRPCProvider } from './trpc.ts'

/** A cache of its own for live and for test, so that neither ever shows the other's posts. */
export function DoorProvider({ children }: { children: ReactNode }) {
  const { mode } = usePreferences()
  const [door, queryClient] = useMemo(
    () => [createDoor(mode), createQueryClient({ onSignedOut: (client) => void client.invalidateQueries({ queryKey: [['session']] }) })],
    [mode],
  )
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={door} queryClient={queryClient}>
        <Fragment key={mode}>{children}</Fragment>
      </TRPCProvider>
    </QueryClientProvider>
  )
}
