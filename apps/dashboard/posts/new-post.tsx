'use client'

import type { Schemas } from '@flow/contract/types'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useRouter, useSearchParams } from 'next/navigation'
import { toast } from 'sonner'
import { buttonClass } from '../controls/button.tsx'
import { Empty } from '../controls/empty.tsx'
import { Loaded } from '../controls/loaded.tsx'
import { toFlowError } from '../door/flow-error.ts'
import { useTRPC } from '../door/trpc.ts'
import { useChannels } from '../channels/use-channels.ts'
import { PageHeading } from '../shell/page-heading.tsx'
import { usePreferences } from '../shell/preferences.tsx'
import { useRefusal } from '../shell/session.tsx'
import { formatAbsolute } from '../time/format-time.ts'
import { useClockOffset } from '../time/use-clock-offset.ts'
import { Notice } from '../controls/notice.tsx'
import { Composer } from './composer.tsx'
import { emptyDraft, isWritten, toWritten } from './draft.ts'
import { toBody } from './draft-body.ts'
import { nextSent } from './next-sent.ts'
import { useDraft } from './use-draft.ts'

export function NewPost() {
  const trpc = useTRPC()
  const refusal = useRefusal('posts:write')
  const channels = useChannels()
  const copiedId = useSearchParams().get('from')
  const copied = useQuery(trpc.posts.get.queryOptions({ id: copiedId ?? '' }, { enabled: copiedId !== null, staleTime: Number.POSITIVE_INFINITY }))
  if (refusal)
    return (
      <Notice tone="info" title="You may read posts, not write them">
        {refusal}
      </Notice>
    )
  const isWaiting = copiedId !== null && copied.isPending
  return (
    <>
      <PageHeading title="New post" />
      <Loaded query={isWaiting ? { ...channels, data: undefined } : channels} what="the channels">
        {(list) => (list.length > 0 ? <NewPostForm channels={list} copied={copied.data ?? null} /> : <NoChannel />)}
      </Loaded>
    </>
  )
}

function NewPostForm({ channels, copied }: { channels: Schemas['Channel'][]; copied: Schemas['Post'] | null }) {
  const trpc = useTRPC()
  const router = useRouter()
  const queryClient = useQueryClient()
  const { mode } = usePreferences()
  const offsetMs = useClockOffset()
  const onlyChannel = channels.length === 1 ? channels[0] : undefined
  const channel = channels.find(({ id }) => id === copied?.channelId) ?? onlyChannel
  const initial = { ...emptyDraft, channelId: channel?.id ?? '', ...(copied ? toWritten(copied) : {}) }
  const { draft, change, forget, discard } = useDraft({ name: copied ? `${mode}:copy-of-${copied.id}` : `${mode}:new`, initial })
  const create = useMutation(
    trpc.posts.create.mutationOptions({
      onSuccess: (post) => {
        forget()
        void queryClient.invalidateQueries({ queryKey: trpc.posts.pathKey() })
        toast.success(<Told post={post} now={Date.now() + offsetMs} />)
        router.push(`/posts/${post.id}`)
      },
    }),
  )
  const submit = () => {
    const body = {
      ...toBody(draft),
      ...(draft.when === 'later' ? { scheduledFor: new Date(draft.localTime).toISOString() } : {}),
    }
    const sent = nextSent({ body: JSON.stringify(body), last: draft.sent })
    change({ sent })
    create.mutate({ ...body, idempotencyKey: sent.key })
  }
  return (
    <Composer
      channels={channels}
      draft={draft}
      onChange={change}
      onSubmit={submit}
      onDiscard={isWritten(draft) ? discard : null}
      isPending={create.isPending || create.isSuccess}
      error={create.error ? toFlowError(create.error) : null}
      laterLabel="Schedule"
    />
  )
}

function Told({ post, now }: { post: Schemas['Post']; now: number }) {
  const instant = Date.parse(post.scheduledFor)
  const isLater = instant > now + 5_000
  return (
    <span>
      {isLater ? `Scheduled for ${formatAbsolute({ instant, now })}.` : 'The post is on its way.'}{' '}
      <Link href={`/posts/${post.id}`} className="font-medium underline underline-offset-2">
        See the post
      </Link>
    </span>
  )
}

function NoChannel() {
  return (
    <Empty
      title="First, a channel"
      action={
        <Link href="/channels?new" className={buttonClass({ look: 'primary' })}>
          Make a channel
        </Link>
      }
    >
      A post is published on a channel, and there is none yet.
    </Empty>
  )
}
