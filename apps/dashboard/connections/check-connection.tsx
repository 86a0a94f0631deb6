'use client'

import type { Schemas } from '@flow/contract/types'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { RotateCw } from 'lucide-react'
import { toast } from 'sonner'
import { Button } from '../controls/button.tsx'
import { toFlowError } from '../door/flow-error.ts'
import { useTRPC } from '../door/trpc.ts'
import { useRefusal } from '../shell/session.tsx'

/** Asks the network now, and says what it answered. */
export function CheckConnection({ connection: { id, name } }: { connection: Schemas['Connection'] }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const refusal = useRefusal('connections:write')
  const verify = useMutation(
    trpc.connections.verify.mutationOptions({
      onSuccess: ({ status, reason }) => {
        if (status === 'active') toast.success(`The network confirms “${name}”.`)
        else toast.error(reason?.message ?? 'The network does not confirm the account.')
      },
      onError: (error) => toast.error(toFlowError(error).message),
      onSettled: () => void queryClient.invalidateQueries({ queryKey: trpc.connections.pathKey() }),
    }),
  )
  return (
    <Button size="small" refusal={refusal} aria-label={`Check now: ${name}`} disabled={verify.isPending} onClick={() => verify.mutate({ id })}>
      <RotateCw aria-hidden="true" className={verify.isPending ? 'animate-spin' : ''} />
      {verify.isPending ? 'Asking …' : 'Check now'}
    </Button>
  )
}
