'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { toast } from 'sonner'
import { ConfirmDialog } from '../controls/confirm-dialog.tsx'
import { toFlowError } from '../door/flow-error.ts'
import { useTRPC } from '../door/trpc.ts'
import { useRefusal } from '../shell/session.tsx'
import { Button } from '../controls/button.tsx'

export function DeletePost({ id, onAsking }: { id: string; onAsking: (isAsking: boolean) => void }) {
  const trpc = useTRPC()
  const router = useRouter()
  const queryClient = useQueryClient()
  const refusal = useRefusal('posts:write')
  const remove = useMutation(
    trpc.posts.delete.mutationOptions({
      onSuccess: () => {
        toast.success('The post is deleted.')
        router.replace('/posts')
        void queryClient.invalidateQueries({ queryKey: trpc.posts.list.pathKey() })
      },
      onError: () => void queryClient.invalidateQueries({ queryKey: trpc.posts.pathKey() }),
    }),
  )
  const error = remove.error ? toFlowError(remove.error) : null
  const trigger = (
    <Button look="danger" refusal={refusal}>
      <Trash2 aria-hidden="true" />
      Delete
    </Button>
  )
  if (refusal) return trigger
  return (
    <ConfirmDialog
      trigger={trigger}
      title="Delete this post?"
      text="It will not be published, and it can’t be brought back."
      confirmLabel="Delete post"
      isPending={remove.isPending}
      problem={error?.code === 'POST_NOT_EDITABLE' ? 'It is too late: Flow has begun to send this post, so it can’t be deleted any more.' : error?.message}
      onConfirm={() => remove.mutateAsync({ id })}
      onOpenChange={(isOpen) => {
        if (isOpen) remove.reset()
        onAsking(isOpen)
      }}
    />
  )
}
