'use client'

import { useQuery } from '@tanstack/react-query'
import type { Schemas } from '@flow/contract/types'
import Link from 'next/link'
import { buttonClass } from '../controls/button.tsx'
import { BackLink } from '../controls/back-link.tsx'
import { Empty } from '../controls/empty.tsx'
import { Loaded } from '../controls/loaded.tsx'
import { Notice } from '../controls/notice.tsx'
import { toFlowError } from '../door/flow-error.ts'
import { useTRPC } from '../door/trpc.ts'
import { useClockOffset } from '../time/use-clock-offset.ts'
import { usePostNow } from '../time/use-post-now.ts'
import { explainPost } from './explain-post.ts'
import { pollIntervalMs, pollPublicationsMs } from './poll-interval.ts'
import { PostFacts } from './post-facts.tsx'
import { PostHeading } from './post-heading.tsx'
import { PostText } from './post-text.tsx'
import { PublicationCard } from './publication-card.tsx'
import { RetryPost } from './retry-post.tsx'

export function PostPage({ id }: { id: string }) {
  const trpc = useTRPC()
  const offsetMs = useClockOffset()
  const post = useQuery(
    trpc.posts.get.queryOptions(
      { id },
      {
        refetchInterval: ({ state }) =>
          toFlowError(state.error).httpStatus === 404 ? false : pollIntervalMs({ posts: state.data ? [state.data] : [], now: Date.now() + offsetMs }),
      },
    ),
  )
  const publications = useQuery(
    trpc.posts.publications.queryOptions(
      { id },
      {
        enabled: post.data !== undefined,
        refetchInterval: ({ state }) => pollPublicationsMs({ post: post.data, publications: state.data ?? [], now: Date.now() + offsetMs }),
      },
    ),
  )
  if (post.error && toFlowError(post.error).httpStatus === 404) return <NoSuchPost />
  return (
    <>
      <BackLink href="/posts">Posts</BackLink>
      <Loaded query={post} what="the post">
        {(found) => (
          <>
            <PostHeading post={found} />
            <Explained post={found} publications={publications.data ?? []} isReady={publications.data !== undefined} />
            <PostText post={found} />
            <PostFacts post={found} />
            <section className="grid gap-3">
              <h2 className="font-semibold text-lg tracking-tight">Publications</h2>
              <Loaded query={publications} what="the publications">
                {(list) => <Publications list={list} />}
              </Loaded>
            </section>
          </>
        )}
      </Loaded>
    </>
  )
}

function Explained({ post, publications, isReady }: { post: Schemas['Post']; publications: Schemas['Publication'][]; isReady: boolean }) {
  const now = usePostNow(5_000)
  const explanation = isReady ? explainPost({ post, publications, now }) : null
  if (!explanation) return null
  return (
    <Notice tone={explanation.tone} title={explanation.title}>
      <p>{explanation.text}</p>
      <p className="mt-1">
        <span className="font-medium">What happens next: </span>
        {explanation.next}
      </p>
      {post.status === 'blocked' ? <RetryPost id={post.id} /> : null}
    </Notice>
  )
}

function Publications({ list }: { list: Schemas['Publication'][] }) {
  if (list.length === 0) {
    return (
      <p className="rounded-xl border border-line border-dashed p-5 text-muted">
        This post goes nowhere: its channel has nothing to publish to. Switch the channel’s feed on, or add an account to it.
      </p>
    )
  }
  return (
    <ul aria-label="Publications" className="divide-y divide-line rounded-xl border border-line bg-surface">
      {list.map((publication) => (
        <PublicationCard key={publication.id} publication={publication} />
      ))}
    </ul>
  )
}

function NoSuchPost() {
  return (
    <Empty
      isPage
      title="No such post"
      action={
        <Link href="/posts" className={buttonClass()}>
          To all posts
        </Link>
      }
    >
      It was deleted, or it belongs to the other mode (live or test).
    </Empty>
  )
}
