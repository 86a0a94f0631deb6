'use client'

import type { Schemas } from '@flow/contract/types'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { toast } from 'sonner'
import { Button } from '../controls/button.tsx'
import { Loaded } from '../controls/loaded.tsx'
import { Notice } from '../controls/notice.tsx'
import { toFlowError } from '../door/flow-error.ts'
import { useTRPC } from '../door/trpc.ts'
import { useChannels } from '../channels/use-channels.ts'
import { PageHeading } from '../shell/page-heading.tsx'
import { usePreferences } from '../shell/preferences.tsx'
import { useRefusal } from '../shell/session.tsx'
import { useClockOffset } from '../time/use-clock-offset.ts'
import { BackLink } from '../controls/back-link.tsx'
import { Composer } from './composer.tsx'
import { toDraft } from './draft.ts'
import { toChanges } from './draft-body.ts'
import { useDraft } from './use-draft.ts'

export function EditPost({ id }: { id: string }) {
  const trpc = useTRPC()
  const refusal = useRefusal('posts:write')
  // Read once: what is being written must not be overtaken by a later answer.
  const post = useQuery(trpc.posts.get.queryOptions({ id }, { staleTime: Number.POSITIVE_INFINITY, refetchOnMount: 'always', gcTime: 0 }))
  const channels = useChannels()
  if (refusal)
    return (
      <Notice tone="info" title="You may read posts, not change them">
        {refusal}
      </Notice>
    )
  return (
    <>
      <BackLink href={`/posts/${id}`}>The post</BackLink>
      <PageHeading title="Edit post" />
      <Loaded query={post} what="the post">
        {(found) => (
          <Loaded query={channels} what="the channels">
            {(list) => <EditForm key={id} post={found} channels={list} />}
          </Loaded>
        )}
      </Loaded>
    </>
  )
}

function EditForm({ post, channels }: { post: Schemas['Post']; channels: Schemas['Channel'][] }) {
  const trpc = useTRPC()
  const router = useRouter()
  const queryClient = useQueryClient()
  const { mode } = usePreferences()
  const offsetMs = useClockOffset()
  const { draft, wasRestored, change, forget, discard } = useDraft({ name: `${mode}:${post.id}:${post.updatedAt}`, initial: toDraft(post) })
  const update = useMutation(
    trpc.posts.update.mutationOptions({
      onSuccess: () => {
        forget()
        void queryClient.invalidateQueries({ queryKey: trpc.posts.pathKey() })
        toast.success('The changes are saved.')
        router.push(`/posts/${post.id}`)
      },
    }),
  )
  if (post.status !== 'queued') {
    return (
      <Notice tone="info" title="This post can’t be changed any more">
        Only a queued post can: once Flow has begun to send it, networks may hold it already.
      </Notice>
    )
  }
  const submit = () => {
    const changes = toChanges({ draft, post, now: Date.now() + offsetMs })
    if (Object.keys(changes).length > 0) update.mutate({ id: post.id, changes })
    else router.push(`/posts/${post.id}`)
  }
  return (
    <>
      {wasRestored ? (
        <Notice
          tone="info"
          title="Your unsaved changes are back"
          action={
            <Button size="small" onClick={discard}>
              Show the post as it is saved
            </Button>
          }
        />
      ) : null}
      <Composer
        channels={channels}
        draft={draft}
        onChange={change}
        onSubmit={submit}
        onDiscard={null}
        isPending={update.isPending || update.isSuccess}
        error={update.error ? toFlowError(update.error) : null}
        laterLabel="Save changes"
      />
    </>
  )
}
