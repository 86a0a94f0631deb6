'use client'

import type { AppRouter } from '@flow/api/trpc'
import { createTRPCClient, httpBatchLink } from '@trpc/client'
import { createTRPCContext } from '@trpc/tanstack-react-query'
import type { Mode } from '../shell/mode.ts'

export const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>()

export const createDoor = (mode: Mode) =>
  createTRPCClient<AppRouter>({ links: [httpBatchLink({ url: '/trpc', maxURLLength: 4_000, headers: mode === 'test' ? { 'x-flow-mode': 'test' } : {} })] })
