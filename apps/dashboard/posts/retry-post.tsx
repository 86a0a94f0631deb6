'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { RotateCw } from 'lucide-react'
import { toast } from 'sonner'
import { Button } from '../controls/button.tsx'
import { toFlowError } from '../door/flow-error.ts'
import { useTRPC } from '../door/trpc.ts'
import { useRefusal } from '../shell/session.tsx'

/** Sends again what of a blocked post did not get through; where it may be out already, only after a second word. */
export function RetryPost({ id }: { id: string }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const refusal = useRefusal('posts:write')
  const retry = useMutation(
    trpc.posts.retry.mutationOptions({
      onSuccess: () => {
        toast.success('Flow tries again.')
        void queryClient.invalidateQueries({ queryKey: trpc.posts.pathKey() })
      },
    }),
  )
  const error = retry.error ? toFlowError(retry.error) : null
  const isUnclear = error?.code === 'OUTCOME_UNKNOWN'
  return (
    <div className="mt-3 grid justify-items-start gap-2">
      {error ? (
        <p role="alert" className="text-sm">
          {error.message}
        </p>
      ) : null}
      <Button refusal={refusal} disabled={retry.isPending || retry.isSuccess} onClick={() => retry.mutate({ id, acceptDuplicateRisk: isUnclear })}>
        <RotateCw aria-hidden="true" />
        {isUnclear ? 'I have looked: send it again' : 'Try again'}
      </Button>
    </div>
  )
}
