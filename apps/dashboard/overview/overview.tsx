'use client'

import type { Schemas } from '@flow/contract/types'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { buttonClass } from '../controls/button.tsx'
import { ListCard } from '../controls/list-card.tsx'
import { Loaded } from '../controls/loaded.tsx'
import { NewPostLink } from '../posts/new-post-link.tsx'
import { PostRow } from '../posts/post-row.tsx'
import { PageHeading } from '../shell/page-heading.tsx'
import { useSession } from '../shell/session.tsx'
import { StatusCounts } from './status-counts.tsx'
import { type OverviewData, useOverview } from './use-overview.ts'
import { Welcome } from './welcome.tsx'

export function Overview() {
  const { workspace } = useSession()
  const overview = useOverview()
  return (
    <>
      <PageHeading title="Overview" lead={workspace.name} action={<NewPostLink />} />
      <Loaded query={overview} what="the overview">
        {(data) => (Object.values(data).every((page) => page.data.length === 0) ? <Welcome /> : <Lists data={data} />)}
      </Loaded>
    </>
  )
}

function Lists({ data: { queued, flowing, blocked, done } }: { data: OverviewData }) {
  return (
    <>
      <StatusCounts
        counts={{
          queued: queued.pagination,
          flowing: flowing.pagination,
          done: done.pagination,
          blocked: blocked.pagination,
        }}
      />
      {blocked.data.length > 0 ? <Posts title="Needs attention" posts={blocked.data} status="blocked" /> : null}
      {flowing.data.length > 0 ? <Posts title="Going out now" posts={flowing.data} status="flowing" /> : null}
      <Posts title="Upcoming" posts={queued.data} status="queued">
        Nothing is scheduled.{' '}
        <Link href="/posts/new" className="font-medium text-accent underline underline-offset-2">
          Write the next post
        </Link>
        .
      </Posts>
      <Posts title="Last published" posts={done.data} status="done">
        Nothing is published yet.
      </Posts>
    </>
  )
}

function Posts({ title, posts, status, children }: { title: string; posts: Schemas['Post'][]; status: Schemas['PostStatus']; children?: ReactNode }) {
  return (
    <section aria-label={title} className="grid gap-3">
      <div className="flex items-center justify-between gap-4">
        <h2 className="font-semibold text-lg tracking-tight">{title}</h2>
        {posts.length > 0 ? (
          <Link href={`/posts?status=${status}`} className={buttonClass({ look: 'quiet', size: 'small' })} aria-label={`All: ${title}`}>
            All
          </Link>
        ) : null}
      </div>
      {posts.length > 0 ? (
        <ListCard label={title}>
          {posts.map((post) => (
            <PostRow key={post.id} post={post} />
          ))}
        </ListCard>
      ) : (
        <p className="rounded-xl border border-line border-dashed p-5 text-muted">{children}</p>
      )}
    </section>
  )
}
