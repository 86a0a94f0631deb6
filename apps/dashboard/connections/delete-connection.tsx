'use client'

import type { Schemas } from '@flow/contract/types'
import { useMutation, useQueries, useQueryClient } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { Button } from '../controls/button.tsx'
import { ConfirmDialog } from '../controls/confirm-dialog.tsx'
import { toFlowError } from '../door/flow-error.ts'
import { useTRPC } from '../door/trpc.ts'
import { useRefusal } from '../shell/session.tsx'

/** Asks before an account is let go, and says which posts will not reach it. */
export function DeleteConnection({ connection, networkName }: { connection: Schemas['Connection']; networkName: string }) {
  const { id, name, channelIds } = connection
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const refusal = useRefusal('connections:write')
  const [isAsked, setIsAsked] = useState(false)
  const queued = useQueries({
    queries: channelIds.map((channelId) =>
      trpc.posts.list.queryOptions({ filter: { channelId, status: 'queued' }, perPage: 1, page: 1 }, { enabled: isAsked }),
    ),
    combine: (results) => (results.every(({ data }) => data) ? results.reduce((sum, { data }) => sum + (data?.pagination.total ?? 0), 0) : undefined),
  })
  const remove = useMutation(
    trpc.connections.delete.mutationOptions({
      onSuccess: () => {
        toast.success(`“${name}” is deleted.`)
        for (const queryKey of [trpc.connections.pathKey(), trpc.channels.pathKey(), trpc.posts.pathKey()]) void queryClient.invalidateQueries({ queryKey })
      },
    }),
  )
  const trigger = (
    <Button size="small" look="quiet" refusal={refusal} aria-label={`Delete ${name}`}>
      <Trash2 aria-hidden="true" />
      Delete
    </Button>
  )
  if (refusal) return trigger
  return (
    <ConfirmDialog
      trigger={trigger}
      title={`Delete “${name}”?`}
      text={`${describeBlocked({ queued, channelCount: channelIds.length, networkName })} Its credentials are erased here; what was published stays at the network. This can’t be undone.`}
      confirmLabel="Delete connection"
      isPending={remove.isPending}
      problem={remove.error ? toFlowError(remove.error).message : undefined}
      onConfirm={() => remove.mutateAsync({ id })}
      onOpenChange={(isOpen) => {
        if (!isOpen) return
        setIsAsked(true)
        remove.reset()
      }}
    />
  )
}

function describeBlocked({ queued, channelCount, networkName }: { queued: number | undefined; channelCount: number; networkName: string }): string {
  if (channelCount === 0) return 'It is in no channel, so no queued post is meant for it.'
  const place = channelCount === 1 ? 'Its channel' : `Its ${channelCount} channels`
  if (queued === undefined) return `${place} may have queued posts: they are blocked on this account, and still go out elsewhere.`
  if (queued === 0) return `${place} ${channelCount === 1 ? 'has' : 'have'} no queued posts now.`
  const count = queued === 1 ? 'one queued post: it is' : `${queued.toLocaleString('en')} queued posts: they are`
  return `${place} ${channelCount === 1 ? 'has' : 'have'} ${count} blocked on ${networkName}, and still ${queued === 1 ? 'goes' : 'go'} out elsewhere.`
}
