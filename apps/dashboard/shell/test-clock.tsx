'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'
import { Button } from '../controls/button.tsx'
import { toFlowError } from '../door/flow-error.ts'
import { useTRPC } from '../door/trpc.ts'
import { formatAbsolute } from '../time/format-time.ts'
import { usePostNow } from '../time/use-post-now.ts'
import { useRefusal } from './session.tsx'

const steps = [
  { label: '+1 hour', seconds: 3_600 },
  { label: '+1 day', seconds: 86_400 },
] as const

/** The time of test mode, and a way to let it pass: what waits for a time comes that much nearer. */
export function TestClock() {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const refusal = useRefusal('posts:write')
  const now = usePostNow(1_000)
  const move = useMutation(
    trpc.test.moveClock.mutationOptions({
      onSuccess: ({ now: moved, offsetSeconds }) => {
        queryClient.setQueryData(trpc.test.clock.queryKey(), { offsetSeconds })
        toast.success(`In test mode it is ${formatAbsolute({ instant: Date.parse(moved), now: Date.parse(moved) })} now.`)
        void queryClient.invalidateQueries({ queryKey: trpc.posts.pathKey() })
        void queryClient.invalidateQueries({ queryKey: trpc.connections.list.pathKey() })
      },
      onError: (error) => toast.error(toFlowError(error).message),
    }),
  )
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span>
        Test clock:{' '}
        <time suppressHydrationWarning className="font-medium tabular-nums">
          {formatAbsolute({ instant: now, now: Date.now() })}
        </time>
      </span>
      {steps.map(({ label, seconds }) => (
        <Button
          key={label}
          size="small"
          refusal={refusal}
          disabled={move.isPending}
          aria-label={`Move the test clock ${label.slice(1)} ahead`}
          onClick={() => move.mutate({ advanceSeconds: seconds })}
        >
          {label}
        </Button>
      ))}
    </div>
  )
}
