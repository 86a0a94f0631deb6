'use client'

import type { Schemas } from '@flow/contract/types'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { Button } from '../controls/button.tsx'
import { ConfirmDialog } from '../controls/confirm-dialog.tsx'
import { toFlowError } from '../door/flow-error.ts'
import { useTRPC } from '../door/trpc.ts'
import { useRefusal } from '../shell/session.tsx'

export function DeleteChannel({ channel }: { channel: Schemas['Channel'] }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const refusal = useRefusal('channels:write')
  const [isAsked, setIsAsked] = useState(false)
  const queued = useQuery(trpc.posts.list.queryOptions({ filter: { channelId: channel.id, status: 'queued' }, perPage: 1, page: 1 }, { enabled: isAsked }))
  const remove = useMutation(
    trpc.channels.delete.mutationOptions({
      onSuccess: () => {
        toast.success(`“${channel.name}” is deleted.`)
        void queryClient.invalidateQueries({ queryKey: trpc.posts.pathKey() })
        void queryClient.invalidateQueries({ queryKey: trpc.channels.pathKey() })
      },
    }),
  )
  const trigger = (
    <Button size="small" look="quiet" refusal={refusal} aria-label={`Delete ${channel.name}`}>
      <Trash2 aria-hidden="true" />
      Delete
    </Button>
  )
  if (refusal) return trigger
  return (
    <ConfirmDialog
      trigger={trigger}
      title={`Delete “${channel.name}”?`}
      text={`${describeQueued(queued.data?.pagination.total)} Its public page goes away. Posts that are being sent are finished; what was published stays readable here. This can’t be undone.`}
      confirmLabel="Delete channel"
      isPending={remove.isPending}
      problem={remove.error ? toFlowError(remove.error).message : undefined}
      onConfirm={() => remove.mutateAsync({ id: channel.id })}
      onOpenChange={(isOpen) => {
        if (!isOpen) return
        setIsAsked(true)
        remove.reset()
      }}
    />
  )
}

function describeQueued(count: number | undefined): string {
  if (count === undefined) return 'Its queued posts are deleted and never published.'
  if (count === 0) return 'It has no queued posts now; any that it gets until then are deleted too.'
  return count === 1 ? 'Its one queued post is deleted and never published.' : `Its ${count.toLocaleString('en')} queued posts are deleted and never published.`
}
